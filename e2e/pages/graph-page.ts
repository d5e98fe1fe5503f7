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

  /** The card of an instance; a click selects the instance, not a role. */
  instance(name: string): Locator {
    return this.page.getByTestId(`instance-node:${name}`).getByText(name, { exact: true }).first();
  }

  /** A role of an instance, written `backup/client`. */
  role(path: string): Locator {
    return this.page.getByTestId(`role-row:${path}`);
  }

  /** The edge from a machine or tag to a role, such as `machine:athena` to `backup/client`. */
  edge(from: string, role: string): Locator {
    return this.page.getByTestId(`edge:${from}>${role}`);
  }

  /** Clicks the middle of the line: the middle of a curve's box is beside the curve. */
  async clickEdge(from: string, role: string): Promise<void> {
    const edge = this.edge(from, role);
    await edge.waitFor({ state: 'attached' });
    const middle = await edge.evaluate((element) => {
      if (!(element instanceof SVGGeometryElement)) throw new Error('The edge is no line.');
      const matrix = element.getScreenCTM();
      if (matrix === null) throw new Error('The edge is not drawn.');
      const point = element.getPointAtLength(element.getTotalLength() / 2).matrixTransform(matrix);
      return { x: point.x, y: point.y };
    });
    await this.page.mouse.click(middle.x, middle.y);
  }

  /** What is said beside the pointer during a drag. */
  get dragHint(): Locator {
    return this.page.getByTestId('drag-hint');
  }
}
