import type { AppPage } from './app-page';

/** A moment of the app worth a picture. */
export interface Scene {
  readonly name: string;
  /** The example to open; null: the start screen. */
  readonly example: 'backup' | 'homelab' | 'dendritic' | null;
  readonly play: (window: AppPage) => Promise<void>;
}

/** The main screens, each reached as a user reaches it. */
export const scenes: readonly Scene[] = [
  {
    name: 'start',
    example: null,
    play: async ({ page }) => {
      await page.getByText('homelab').first().waitFor();
    },
  },
  {
    name: 'graph',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.graph.role('backup/client').click();
      await window.inspector.field('startAt').waitFor();
    },
  },
  {
    name: 'drag',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.machineRow('juno').click();
      await window.machineRow('lyra').click({ modifiers: ['Control'] });
      await window.hoverWhileDragging(window.machineRow('lyra'), window.graph.role('backup/client'));
      await window.graph.dragHint.waitFor();
    },
  },
  {
    name: 'table',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.table.open();
      await window.table.cell('juno', 'backup/client').waitFor();
    },
  },
  {
    name: 'machine',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
      await window.reviewButtonCounts(1);
      await window.evaluated();
      await window.machineRow('borealis').click();
      await window.inspector.openTab(/Resulting config/);
      await window.inspector.searchConfig('backup-server');
      await window.inspector.configLine('services.backup-server.repositories.juno.path').click();
      await window.inspector.provenance.getByText('backup').first().waitFor();
    },
  },
  {
    name: 'review',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
      await window.reviewButtonCounts(1);
      await window.drag(window.machineRow('lyra'), window.graph.role('backup/server'));
      await window.reviewButtonCounts(2);
      await window.reviewButton.click();
      await window.review.change(1).waitFor();
      await window.review.root.getByText(/machines? unchanged/).waitFor();
    },
  },
  {
    name: 'problems',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.graph.role('notes/peer').waitFor();
      await window.openProblems();
      await window.problems.waitFor();
    },
  },
  {
    name: 'settings',
    example: 'homelab',
    play: async (window) => {
      await window.evaluated();
      await window.openSettings();
      await window.settings.input('clan-core').waitFor();
    },
  },
  {
    name: 'dendritic',
    example: 'dendritic',
    play: async (window) => {
      await window.evaluated();
      await window.graph.role('web/entry').click();
      await window.inspector.field('certificates').waitFor();
    },
  },
];
