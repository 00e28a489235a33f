export { Inbox, type InboxOptions, type EventSearch } from "./inbox.js";
export { InboxError } from "./http.js";
export { Consumption, GiveUp, type ConsumeOptions, type EventConsumer } from "./consumption.js";
export { type Followed, type FollowOptions, type FollowSearch } from "./follow.js";
export type {
  Consent,
  Contact,
  EventDetail,
  EventItem,
  EventPage,
  LookupItem,
  Message,
  PulledEvent,
} from "./types.js";
