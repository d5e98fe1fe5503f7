import {
  IconBox,
  IconBrandApple,
  IconChartLine,
  IconCode,
  IconDatabase,
  IconDeviceDesktop,
  IconDeviceFloppy,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconKey,
  IconMessage,
  IconRefresh,
  IconRouter,
  IconServer2,
  IconShield,
  IconUsers,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';

export const machineSymbols = {
  server: IconServer2,
  laptop: IconDeviceLaptop,
  desktop: IconDeviceDesktop,
  apple: IconBrandApple,
  router: IconRouter,
  phone: IconDeviceMobile,
} satisfies Record<string, Icon>;

export type MachineSymbol = keyof typeof machineSymbols;

export const serviceSymbols = {
  database: IconDatabase,
  shield: IconShield,
  chart: IconChartLine,
  users: IconUsers,
  world: IconWorld,
  refresh: IconRefresh,
  key: IconKey,
  disk: IconDeviceFloppy,
  message: IconMessage,
  code: IconCode,
  box: IconBox,
} satisfies Record<string, Icon>;

export type ServiceSymbol = keyof typeof serviceSymbols;
