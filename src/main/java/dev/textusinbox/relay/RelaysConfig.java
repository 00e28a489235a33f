package dev.textusinbox.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** {@code inbox.relays.<name>.…}: each is a handler of that name. */
@ConfigMapping(prefix = "inbox.relays")
interface RelaysConfig {
    @WithParentName
    Map<String, Relay> relays();

    /** Where to send to, and how to get in there. */
    interface Relay {
        /** The topic; it is not made here. */
        String topic();

        /** {@code host:port}, more than one divided by commas. */
        String bootstrapServers();

        /** Settings of Kafka's producer by their own names, such as {@code security.protocol}. */
        Map<String, String> properties();
    }
}
