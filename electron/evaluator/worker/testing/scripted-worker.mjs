/** Stands in for the evaluator's worker: does what the machine name of the question says. Plain JavaScript, so that a thread can load it as it is. */
import { parentPort, workerData } from 'node:worker_threads';

const cancelled = new Int32Array(workerData.cancelled);
const inputs = [];

function spin(until) {
  while (!until());
}

function valueFor(task) {
  const { question } = task;
  if (question.kind === 'evaluate') return { inputs: [...inputs] };
  if (question.kind !== 'machine-preview') return question;
  switch (question.machine) {
    case 'polls':
      spin(() => Atomics.load(cancelled, 0) >= task.id);
      return 'was cancelled';
    case 'hangs':
      return spin(() => false);
    case 'hoards': {
      const kept = [];
      for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
    }
    case 'dies':
      throw new Error('bang');
    default:
      return question.machine;
  }
}

parentPort.on('message', (task) => {
  if (task.input !== undefined) inputs.push(task.input);
  parentPort.postMessage({ id: task.id, milliseconds: 1, result: { ok: true, value: valueFor(task) } });
});
