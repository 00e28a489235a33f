// Follows all events behind one, and says which.
import { Inbox } from "../dist/index.js";

const inbox = new Inbox({ url: process.env.INBOX, key: process.env.KEY });
for await (const followed of inbox.follow({ type: "message.received" }, { after: process.env.AFTER })) {
  if (followed.kind === "event") console.log(`seen ${followed.event.id} ${followed.event.payload.message.body}`);
}
