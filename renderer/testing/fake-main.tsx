/** The window on a made-up clan, for looking at it without a backend: `/testing/fake.html` of the dev server. */
import '../ui/styles';
import { mountApp } from '../app';
import { homelab, largeClan } from './fake-clan';
import { fakeEvaluators } from './fake-evaluators';
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
const nix = options.get('nix') ?? 'embedded';
const evaluators = Object.entries(fakeEvaluators).find(([name]) => name === nix)?.[1];
const bridge = new FakeBridge({ clan, evaluationDelay: Number(options.get('delay') ?? 40), evaluators });
mountApp({ bridge, onConnection: () => undefined });
