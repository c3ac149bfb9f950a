// @ts-check

/**
 * Counts the nodes, documents and listeners of a page after garbage collection.
 * @param {import('@playwright/test').CDPSession} session
 */
export async function countDomObjects(session) {
  for (const {} of [1, 2, 3]) await session.send('HeapProfiler.collectGarbage');
  const {
    nodes,
    documents,
    jsEventListeners: listeners,
  } = await session.send('Memory.getDOMCounters');
  return {nodes, documents, listeners};
}
