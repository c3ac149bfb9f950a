/** What the simulator answers, by the names that faults and counts use. */
export const ENDPOINTS = [
  'session.start',
  'session.startWidgetSession',
  'session.get',
  'session.end',
  'appToken.startSession',
  'room.list',
  'create-room',
  'view-room',
  'oidc-init',
  'oauth2-launch',
  'version',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * How many requests each endpoint received since the start or the last `reset()`, answered or not,
 * and how many times a browser opened a room with an ADMIN KS (`adminKsInBrowser`, which a right
 * integration keeps at 0).
 */
export type Counts = Readonly<Record<Counted, number>> & {
  /** Sets every count to 0. */
  reset(): void;
};

type Counted = Endpoint | 'adminKsInBrowser';

/** The counts, and the one way to raise them. */
export function createCounts(): {counts: Counts; count: (what: Counted) => void} {
  const numbers = zeros();
  const reset = () => void Object.assign(numbers, zeros());
  return {
    counts: Object.assign(numbers, {reset}),
    count: what => void (numbers[what] += 1),
  };
}

const zeros = (): Record<Counted, number> =>
  Object.fromEntries([...ENDPOINTS, 'adminKsInBrowser'].map(name => [name, 0])) as Record<
    Counted,
    number
  >;
