import { expect, it } from 'vitest';
import type { ServiceInfo } from '../../shared/clan/evaluation';
import { findServices } from './find-services';

const service = (name: string, input: string | null, description = '', role = 'default'): ServiceInfo => ({
  id: `${input ?? '<clan-core>'}-${name}`,
  name,
  input,
  manifestName: name,
  description,
  categories: ['System'],
  readme: '',
  roles: [{ name: role, description: null }],
  maxInstances: null,
  usedBy: [],
});
const services = [
  service('zerotier', null, 'A mesh VPN'),
  service('mesh', 'self', 'Everyone reaches everyone', 'peer'),
  service('sshd', null, 'Access'),
];
const names = (query: string) => findServices(services, query).map(({ name }) => name);

it('finds every word in name, description, role or category; names first', () => {
  expect(names('mesh')).toEqual(['mesh', 'zerotier']);
  expect(names('peer system')).toEqual(['mesh']);
  expect(names('none of these')).toEqual([]);
});

it('shows the services of the clan itself first', () => {
  expect(names('')).toEqual(['mesh', 'sshd', 'zerotier']);
});
