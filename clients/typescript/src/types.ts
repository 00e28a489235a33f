import type { components } from "./api.js";

type Schemas = components["schemas"];

/** An event of the history. */
export type EventItem = Schemas["EventItem"];
/** An event with what each handler made of it. */
export type EventDetail = Schemas["EventDetail"];
export type EventPage = Schemas["EventPage"];
export type Contact = Schemas["ContactSummary"];
export type Consent = Schemas["Consent"];
export type LookupItem = Schemas["LookupItem"];
export type Message = Schemas["MessageSummary"];
/** An event that a client of a pull consumer has, with its receipt. */
export type PulledEvent = Schemas["PullItem"];
