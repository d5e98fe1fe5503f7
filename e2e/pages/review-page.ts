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
}
