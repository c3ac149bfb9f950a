import {KAF, getFrame, getPart} from '../../support/room-fixture.js';
import type {Action, Name, Values} from './actions.js';
import {isPending, type RoomModel} from './room-model.js';

/*
 * A model of the effects of actions on a settled page, as the README documents them.
 */

/** The intent of the guest and the page for a room. */
export interface Intent {
  hasLeft: boolean;
  /** The page called `join()` outside the document. */
  shouldOpen: boolean;
}

/** Allowed sequences of events after an action; undefined if the action has no effect. */
export type ExpectedEvents = readonly string[] | undefined;

const OPENS = ['loading', 'loading,error'];
const LAUNCHING = ['room-id', 'token-url', 'kaf-url', 'room-moderator', 'chat-moderator'] as const;
const ASKED = ['launch', 'fetchLaunch', 'headers', 'credentials'] as const;
const MENDING = ['headers', 'credentials', 'timeout', 'allow-origins'] as const;

export function getExpectedEvents(
  action: Action,
  {room, values, requests}: RoomModel,
  intent: Intent,
): ExpectedEvents {
  const {isConnected, state} = room;
  const isActive = /^(loading|joining|ready)$/.test(state);
  const warnings = navigator.onLine ? '' : ',warning';
  const opens = () => {
    intent.hasLeft = false;
    return OPENS;
  };
  const byItself = ({'room-id': id, launch, loading}: Values) => {
    const waits = !(id || launch) || intent.hasLeft || /^(lazy|click)$/.test(loading ?? '');
    return waits ? [''] : opens();
  };

  switch (action.do) {
    case 'attach':
    case 'append': {
      if (isConnected !== (action.do === 'append')) return undefined;
      const isToOpen = intent.shouldOpen && !isConnected;
      intent.shouldOpen = false;
      return isToOpen ? opens() : byItself(values);
    }
    case 'detach':
      if (!isConnected) return undefined;
      intent.shouldOpen = false;
      return [''];
    case 'click':
      if (!isConnected || isActive) return undefined;
      return state === 'failed' || values['room-id'] || values.launch ? opens() : undefined;
    case 'join':
    case 'reload':
      if (isActive && action.do === 'join') return undefined;
      if (isConnected) return opens();
      intent.shouldOpen = true;
      return undefined;
    case 'tab':
      if (!getPart(room, 'new-tab')) return undefined;
      return state === 'failed' ? ['error'] : ['', 'warning'];
    case 'leave':
      Object.assign(intent, {hasLeft: true, isToOpen: false});
      return [isActive ? 'left' : ''];
    case 'change': {
      const now = {...values, ...action.to};
      const isOther = (name: Name) => (now[name] || null) !== (values[name] || null);
      if (isOther('room-id')) intent.hasLeft = false;
      const asked = ASKED.filter(name => !now.fetchLaunch || /launch/i.test(name));
      const isUnderWay = state === 'loading' && getFrame(room);
      if (isConnected && isUnderWay && asked.some(isOther) && !LAUNCHING.some(isOther))
        return ['', ...(now['room-id'] || now.launch ? opens() : ['left'])];
      const helps =
        isOther('loading') ||
        isOther('launch') ||
        asked.some(name => now[name] && !values[name]) ||
        (room.error?.code === 'attribute-invalid' && MENDING.some(isOther));
      if (!isConnected || !(LAUNCHING.some(isOther) || (helps && !isActive))) return undefined;
      if (state === 'idle') return byItself(now);
      return now['room-id'] || now.launch ? opens() : [isActive ? 'left' : ''];
    }
    case 'answer': {
      const request = requests.at(-1 - action.nth);
      if (!request || !isPending(request)) return undefined;
      if (/^(ks|silent|lti.*)$/.test(action.by))
        return [(values['kaf-url'] ?? KAF) === KAF ? '' : 'error'];
      return /^(home|page|401|403)$/.test(action.by) ? ['error'] : ['', 'error'];
    }
    case 'reach':
      return state === 'joining' ? ['', `ready${warnings}`] : undefined;
    case 'message': {
      const isFrame = state === 'joining' || state === 'ready';
      if (!isFrame || !/^(own|resize|half)$/.test(action.by)) return undefined;
      const name = action.by === 'resize' ? 'resize' : 'message';
      return [state === 'joining' ? `${name},ready${warnings}` : name];
    }
    case 'seen': {
      const isLazy = state === 'idle' && values.loading === 'lazy';
      const effect = isConnected && isLazy ? byItself({...values, loading: null}) : undefined;
      return effect === OPENS ? effect : undefined;
    }
    case 'blocked':
      return state === 'joining' ? ['error'] : undefined;
    case 'offline':
      return state === 'ready' ? ['warning'] : undefined;
    // A room that was offline opens some time after.
    case 'online':
    case 'dismiss':
    case 'move':
    case 'hidden':
      return undefined;
    default:
      return action satisfies never;
  }
}
