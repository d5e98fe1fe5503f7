import type { Locator, Page } from 'playwright';

/** The right pane: everything about the selected thing. */
export class InspectorPage {
  readonly root: Locator;
  readonly configTree: Locator;
  readonly provenance: Locator;

  constructor(page: Page) {
    this.root = page.getByTestId('inspector');
    this.configTree = this.root.getByTestId('config-tree');
    this.provenance = this.root.getByTestId('provenance');
  }

  async openTab(name: RegExp): Promise<void> {
    await this.root.getByRole('tab', { name }).click();
  }

  /** Opens the settings layer: `role`, `tag:NAME` or `machine:NAME`. */
  async openLayer(layer: string): Promise<void> {
    await this.root.getByTestId(`layer-chip:${layer}`).click();
  }

  /** The field of a setting, by its dotted path. */
  field(path: string): Locator {
    return this.root.getByTestId(`field:${path}`);
  }

  /** The text box of a field. */
  input(path: string): Locator {
    return this.field(path).locator('input, textarea').first();
  }

  reset(path: string): Locator {
    return this.root.getByTestId(`field-reset:${path}`);
  }

  async searchConfig(text: string): Promise<void> {
    await this.root.getByPlaceholder(/search options/i).fill(text);
  }

  /** A line of the resulting configuration, by its dotted path. */
  configLine(path: string): Locator {
    return this.root.getByTestId(`config-line:${path}`);
  }
}
