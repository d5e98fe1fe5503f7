import { useEffect, useMemo, useState } from 'react';
import type { GraphModel } from '../model';
import { elkLayout } from './elk';
import { elkGraph, elkOrder } from './elk-graph';
import { orderByHeight, placeAll, placeColumns, tagHeights, tagLinks, type Places } from './place';

/** The newest answers of elkjs by question: going back and forth asks nothing twice. */
const orders = new Map<string, readonly string[]>();
const rememberedOrders = 30;

function remember(key: string, order: readonly string[]): void {
  orders.set(key, order);
  for (const oldest of [...orders.keys()].slice(0, -rememberedOrders)) orders.delete(oldest);
}

/** Longer than this nobody waits for the best order. */
const patience = 250;

/** Places of all nodes. Null until the first layout is there, so that nothing jumps. */
export function usePlaces(model: GraphModel | null): Places | null {
  const question = useMemo(() => {
    if (model === null) return null;
    const columns = placeColumns(model);
    const links = tagLinks(model, columns);
    return { model, columns, links, key: JSON.stringify(links) };
  }, [model]);
  const [answered, setAnswered] = useState<string | null>(null);

  useEffect(() => {
    if (question === null || orders.has(question.key)) return;
    const { key, links } = question;
    let isWanted = true;
    const settle = (order: readonly string[]) => {
      remember(key, order);
      if (isWanted) setAnswered(key);
    };
    if (links.length < 2) settle(orderByHeight(links));
    else {
      elkLayout(elkGraph(question.model, links)).then(
        (laidOut) => settle(elkOrder(laidOut, links)),
        () => settle(orderByHeight(links)),
      );
    }
    const timer = setTimeout(() => setAnswered((before) => before ?? ''), patience);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [question]);

  return useMemo(() => {
    if (question === null) return null;
    // `answered` only says that the map has grown or the wait is over; then the order by height stands in.
    const order = orders.get(question.key) ?? (answered === null ? null : orderByHeight(question.links));
    if (order === null) return null;
    return placeAll(question.model, question.columns, tagHeights(question.links, order));
  }, [question, answered]);
}
