// An app that consumes events: its process is killed by ConsumerClientsIT.
import { Inbox } from "../dist/index.js";

const inbox = new Inbox({ url: process.env.INBOX, key: process.env.KEY });

const billing = inbox.consume(
  process.env.CONSUMER,
  async (event) => {
    await new Promise((done) => setTimeout(done, 20));
    if (event.attempt === 1 && event.payload.message.body === "flaky") throw new Error("the first time it fails");
    console.log(`billed ${event.id} ${event.contact}`);
  },
  { max: 40, leaseSeconds: 5 },
);
process.on("SIGTERM", () => billing.stop());
await billing.ended;
