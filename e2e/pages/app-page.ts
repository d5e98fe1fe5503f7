import type { Locator, Page } from 'playwright';
import { GraphPage } from './graph-page';
import { InspectorPage } from './inspector-page';
import { ReviewPage } from './review-page';
import { SettingsPage } from './settings-page';
import { TablePage } from './table-page';

/** The window as a whole: what is always there, whatever is selected. */
export class AppPage {
  readonly graph: GraphPage;
  readonly table: TablePage;
  readonly inspector: InspectorPage;
  readonly review: ReviewPage;
  readonly settings: SettingsPage;
  readonly status: Locator;
  /** What system Nix does or says; absent while it is not used. */
  readonly nix: Locator;
  readonly reviewButton: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.graph = new GraphPage(page);
    this.table = new TablePage(page);
    this.inspector = new InspectorPage(page);
    this.review = new ReviewPage(page);
    this.settings = new SettingsPage(page);
    this.status = page.getByTestId('status-evaluator');
    this.nix = page.getByTestId('status-nix');
    this.reviewButton = page.getByTestId('review-button');
    this.undo = page.getByTestId('undo');
    this.redo = page.getByTestId('redo');
    this.problems = page.getByTestId('problems-panel');
  }

  /** Waits until the shown evaluation belongs to the shown document. */
  async evaluated(): Promise<void> {
    await this.page
      .locator('[data-testid="status-evaluator"][data-status="done"]:not([data-stale="true"])')
      .waitFor();
  }

  machineRow(name: string): Locator {
    return this.page.getByTestId(`machine-row:${name}`);
  }

  tagRow(name: string): Locator {
    return this.page.getByTestId(`tag-row:${name}`);
  }

  banner(kind: string): Locator {
    return this.page.getByTestId(`banner:${kind}`);
  }

  async showTags(): Promise<void> {
    await this.page.getByRole('tab', { name: /^Tags/ }).click();
  }

  /** Selects a machine and shows the lines of its resulting configuration that match. */
  async showConfig(machine: string, search: string): Promise<void> {
    await this.machineRow(machine).click();
    await this.inspector.openTab(/Resulting config/);
    await this.inspector.searchConfig(search);
  }

  /** Waits until the button of the header counts so many unsaved changes. */
  async reviewButtonCounts(changes: number): Promise<void> {
    await this.reviewButton.filter({ hasText: String(changes) }).waitFor();
  }

  async openProblems(): Promise<void> {
    await this.page
      .getByRole('button', { name: /problem/i })
      .first()
      .click();
  }

  /** Opens what the app keeps about this clan. */
  async openSettings(): Promise<void> {
    await this.page.getByRole('button', { name: /appearance and more/i }).click();
    await this.page.getByRole('menuitem', { name: /settings of this clan/i }).click();
    await this.settings.root.waitFor();
  }

  /** Picks light, dark or automatic in the menu of the header. */
  async chooseColorScheme(name: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: /colou?r|appearance|theme/i }).click();
    await this.page
      .getByRole('menuitem', { name })
      .or(this.page.getByRole('menuitemradio', { name }))
      .click();
  }

  /** Presses a key combination that the whole window listens to. */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Drags with the pointer, in small steps as a hand does, and lets go over the target. */
  async drag(from: Locator, to: Locator): Promise<void> {
    await this.hoverWhileDragging(from, to);
    await this.page.mouse.up();
  }

  /** The first half of a drag: the pointer is over the target and the button is still down. */
  async hoverWhileDragging(from: Locator, to: Locator): Promise<void> {
    const start = await centreOf(from);
    const end = await centreOf(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(start.x + 8, start.y + 4, { steps: 3 });
    await this.page.mouse.move(end.x, end.y, { steps: 12 });
    await this.page.mouse.move(end.x + 1, end.y);
  }
}

async function centreOf(target: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('The target of a drag is not visible.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
