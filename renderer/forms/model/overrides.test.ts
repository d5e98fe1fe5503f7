import { describe, expect, it } from 'vitest';
import { overrideOf, priorityAt, stripOverrides, writtenPath } from './overrides';

describe('override markers', () => {
  const written = { keep: overrideOf(7), deep: overrideOf({ inner: overrideOf('x', 10) }), plain: 1 };
  const { value, priorities } = stripOverrides(written);

  it('are taken out of what the form shows', () => {
    expect(value).toEqual({ keep: 7, deep: { inner: 'x' }, plain: 1 });
  });

  it('are found again where an edit has to go', () => {
    expect(writtenPath(['keep'], priorities)).toEqual(['keep', 'content']);
    expect(writtenPath(['deep', 'inner'], priorities)).toEqual(['deep', 'content', 'inner', 'content']);
    expect(writtenPath(['deep', 'new'], priorities)).toEqual(['deep', 'content', 'new']);
    expect(writtenPath(['plain'], priorities)).toEqual(['plain']);
  });

  it('give everything inside them their priority', () => {
    expect(priorityAt(['keep'], priorities)).toBe(50);
    expect(priorityAt(['deep', 'inner'], priorities)).toBe(10);
    expect(priorityAt(['deep', 'new'], priorities)).toBe(50);
    expect(priorityAt(['plain'], priorities)).toBe(100);
  });

  it('leave look-alikes alone', () => {
    const data = { _type: 'override', priority: 'high', content: 1 };
    expect(stripOverrides({ data }).value).toEqual({ data });
  });
});
