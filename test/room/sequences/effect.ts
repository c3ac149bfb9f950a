import {KAF, getPart} from '../set-up.js';
import type {Deed, Name, Values} from './deeds.js';
import {isUnderWay, type Seat} from './seat.js';

/*
 * What the README says that a deed does, for a page on which nothing else is going on.
 */

/** What a person and the page have wished of a room. */
export interface Will {
  hasLeft: boolean;
  /** It was to open while it was nowhere. */
  isToOpen: boolean;
}

/** Each way in which a room may answer a deed by its events; where nothing changes, undefined. */
export type Effect = readonly string[] | undefined;

const OPENS = ['loading', 'loading,error'];
const LAUNCHING = ['room-id', 'token-url', 'kaf-url', 'room-moderator', 'chat-moderator'] as const;
const MENDING = ['headers', 'credentials', 'timeout', 'allow-origins'] as const;

export function effectOf(deed: Deed, {room, values, asks}: Seat, will: Will): Effect {
  const {isConnected, state} = room;
  const isActive = /^(loading|joining|ready)$/.test(state);
  const warnings = navigator.onLine ? '' : ',warning';
  const opens = () => {
    will.hasLeft = false;
    return OPENS;
  };
  const byItself = ({'room-id': id, launch, loading}: Values) => {
    const waits = !(id || launch) || will.hasLeft || /^(lazy|click)$/.test(loading ?? '');
    return waits ? [''] : opens();
  };

  switch (deed.do) {
    case 'attach':
    case 'append': {
      if (isConnected !== (deed.do === 'append')) return undefined;
      const isToOpen = will.isToOpen && !isConnected;
      will.isToOpen = false;
      return isToOpen ? opens() : byItself(values);
    }
    case 'detach':
      if (!isConnected) return undefined;
      will.isToOpen = false;
      return [''];
    case 'click':
      if (!isConnected || isActive) return undefined;
      return state === 'failed' || values['room-id'] || values.launch ? opens() : undefined;
    case 'join':
    case 'reload':
      if (isActive && deed.do === 'join') return undefined;
      if (isConnected) return opens();
      will.isToOpen = true;
      return undefined;
    case 'tab':
      if (!getPart(room, 'new-tab')) return undefined;
      return state === 'failed' ? ['error'] : ['', 'warning'];
    case 'leave':
      Object.assign(will, {hasLeft: true, isToOpen: false});
      return [isActive ? 'left' : ''];
    case 'change': {
      const now = {...values, ...deed.to};
      const isOther = (name: Name) => (now[name] || null) !== (values[name] || null);
      if (isOther('room-id')) will.hasLeft = false;
      const helps =
        isOther('loading') ||
        isOther('launch') ||
        (now.fetchLaunch && !values.fetchLaunch) ||
        (room.error?.code === 'attribute-invalid' && MENDING.some(isOther));
      if (!isConnected || !(LAUNCHING.some(isOther) || (helps && !isActive))) return undefined;
      if (state === 'idle') return byItself(now);
      return now['room-id'] || now.launch ? opens() : [isActive ? 'left' : ''];
    }
    case 'answer': {
      const ask = asks.at(-1 - deed.nth);
      if (!ask || !isUnderWay(ask)) return undefined;
      if (/^(ks|silent|lti.*)$/.test(deed.by))
        return [(values['kaf-url'] ?? KAF) === KAF ? '' : 'error'];
      return /^(home|page|401|403)$/.test(deed.by) ? ['error'] : ['', 'error'];
    }
    case 'reach':
      return state === 'joining' ? ['', `ready${warnings}`] : undefined;
    case 'message': {
      const isFrame = state === 'joining' || state === 'ready';
      if (!isFrame || !/^(own|resize|half)$/.test(deed.by)) return undefined;
      const name = deed.by === 'resize' ? 'resize' : 'message';
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
      return deed satisfies never;
  }
}
