/** Names of the endpoints, in faults and counts. */
export const ENDPOINTS = [
  'session.start',
  'session.startWidgetSession',
  'session.get',
  'session.end',
  'appToken.startSession',
  'room.list',
  'room.get',
  'room.update',
  'room.delete',
  'baseEntry.get',
  'create-room',
  'view-room',
  'oidc-init',
  'oauth2-launch',
  'version',
] as const;
/** A name of {@link ENDPOINTS}. */
export type Endpoint = (typeof ENDPOINTS)[number];

type Counted = Endpoint | 'adminKsInBrowser';

/**
 * Numbers of requests to each endpoint since the start or the last `reset()`, with and without a
 * response. `adminKsInBrowser` counts the browsers that opened a room with an ADMIN KS: a correct
 * integration keeps it at 0.
 */
export type Counts = Readonly<Record<Counted, number>> & {
  /** Sets every count to 0. */
  reset(): void;
};

/** Creates the counts, and the function that increments them. */
export function createCounts(): {counts: Counts; count: (name: Counted) => void} {
  const numbers = zeros();
  const reset = () => void Object.assign(numbers, zeros());
  return {
    counts: Object.assign(numbers, {reset}),
    count: name => void (numbers[name] += 1),
  };
}

const zeros = (): Record<Counted, number> =>
  Object.fromEntries([...ENDPOINTS, 'adminKsInBrowser'].map(name => [name, 0])) as Record<
    Counted,
    number
  >;
