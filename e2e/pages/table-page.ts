import type { Locator, Page } from 'playwright';

/** The table of machines and roles, the graph's twin. */
export class TablePage {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByText('Table', { exact: true }).click();
  }

  /** The cell of a machine in the column of a role, written `backup/client`. */
  cell(machine: string, role: string): Locator {
    return this.page.getByTestId(`cell:${machine}/${role}`);
  }
}
