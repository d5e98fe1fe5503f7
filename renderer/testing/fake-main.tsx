/** The window on a made-up clan, for looking at it without a backend: `/testing/fake.html` of the dev server. */
import '../ui/styles';
import { mountApp } from '../app';
import { homelab, largeClan } from './fake-clan';
import { FakeBridge } from './fake-bridge';

const options = new URLSearchParams(location.search);
const size = options.get('machines');
const emptyClan = { ...homelab, name: 'empty', nix: { machines: {}, tags: {}, instances: {} }, document: {} };
const clan = options.has('start')
  ? null
  : options.has('empty')
    ? emptyClan
    : size === null
      ? homelab
      : largeClan(Number(size));
const bridge = new FakeBridge({ clan, evaluationDelay: Number(options.get('delay') ?? 40) });
mountApp({ bridge, onConnection: () => undefined });
