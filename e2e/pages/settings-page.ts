import type { Locator, Page } from 'playwright';

/** The dialog with what the app keeps about the open clan. */
export class SettingsPage {
  readonly root: Locator;

  constructor(private readonly page: Page) {
    this.root = page.getByTestId('settings-dialog').getByRole('dialog');
  }

  /** The line of a flake input. */
  input(name: string): Locator {
    return this.page.getByTestId(`input:${name}`);
  }

  /** Walks from the home folder down to a folder and puts it in the place of an input. */
  async useCheckout(input: string, ...folders: readonly string[]): Promise<void> {
    await this.input(input)
      .getByRole('button', { name: `Choose a checkout of ${input}` })
      .click();
    for (const folder of folders) await this.page.getByRole('button', { name: folder, exact: true }).click();
    await this.page
      .getByText(folders.at(-1) ?? '~')
      .first()
      .waitFor();
    await this.page.getByRole('button', { name: 'Use this folder' }).click();
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Done' }).click();
  }
}
