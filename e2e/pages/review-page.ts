import type { Locator, Page } from 'playwright';

/** The dialog that shows what a save will do, and does it. */
export class ReviewPage {
  readonly root: Locator;
  readonly saveButton: Locator;
  readonly commitCheckbox: Locator;

  constructor(page: Page) {
    this.root = page.getByTestId('review-dialog');
    this.saveButton = page.getByTestId('save-button');
    this.commitCheckbox = page.getByTestId('commit-checkbox');
  }

  change(index: number): Locator {
    return this.root.getByTestId(`review-change:${String(index)}`);
  }

  /** The checkbox of the change whose text matches. */
  changeCheckbox(title: RegExp): Locator {
    return this.root
      .getByTestId(/^review-change:/)
      .filter({ hasText: title })
      .getByRole('checkbox');
  }

  /** Whether the dialog offers a commit, and if so whether it will make one. */
  async setCommit(wanted: boolean): Promise<void> {
    if ((await this.commitCheckbox.isChecked()) !== wanted) await this.commitCheckbox.click();
  }
}
