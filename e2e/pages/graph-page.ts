import type { Locator, Page } from 'playwright';

/** The graph in the centre pane. */
export class GraphPage {
  constructor(private readonly page: Page) {}

  machine(name: string): Locator {
    return this.page.getByTestId(`machine-node:${name}`);
  }

  /** The port at the right of a machine's node, where connections start. */
  machineHandle(name: string): Locator {
    return this.machine(name).locator('.react-flow__handle');
  }

  tag(name: string): Locator {
    return this.page.getByTestId(`tag-node:${name}`);
  }

  /** A role of an instance, written `backup/client`. */
  role(path: string): Locator {
    return this.page.getByTestId(`role-row:${path}`);
  }

  /** The edge from a machine or tag to a role, such as `machine:athena` to `backup/client`. */
  edge(from: string, role: string): Locator {
    return this.page.getByTestId(`edge:${from}>${role}`);
  }

  /** What is said beside the pointer during a drag. */
  get dragHint(): Locator {
    return this.page.getByTestId('drag-hint');
  }
}
