package dev.textusinbox.receive;

import dev.textusinbox.platform.http.OutgoingBytes;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ServerChannel;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Puts a {@link HttpEdgeGuard} into each connection that the HTTP server accepts: what can't be read as HTTP never reaches a
 * route, and the server's own answer to it, an empty 400 or a closed connection, would stop the integration. And an
 * {@link OverloadGuard}, which refuses more cheaply than a route can.
 */
@RegisterForReflection // Netty finds it by the file in META-INF/services
public final class HttpEdge extends ChannelInitializerExtension {
    private static final String DECODER = "httpDecoder";
    private static final String SERVER = "handler";

    /** Netty makes the extension itself, so it can be given nothing. */
    private static volatile Parts parts;

    /** What each connection's guards are made of. */
    record Parts(
            Overload overload,
            OpenConnections connections,
            EdgePolicy policy,
            BodyBudget budget,
            OutgoingBytes outgoing) {}

    /** To be called before the server starts: Netty looks for extensions once, and only when told to. */
    static void enable(Parts of) {
        parts = of;
        if (System.getProperty(EXTENSIONS_SYSTEM_PROPERTY) == null) {
            System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        }
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel channel) {
        parts.connections().listening(channel);
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        // Runs after the server's own initializer, which adds what is looked for here.
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel initialized) {
                var pipeline = initialized.pipeline();
                if (pipeline.get(DECODER) != null && pipeline.get(SERVER) != null) {
                    Parts of = parts;
                    var guard = new HttpEdgeGuard(of.connections(), of.policy(), of.budget(), of.outgoing());
                    pipeline.addBefore(DECODER, "edge-bytes", guard.beforeDecoder());
                    pipeline.addBefore(SERVER, "edge-messages", guard.afterDecoder());
                    var overload = new OverloadGuard(of.overload()::refuses, of.overload()::response);
                    pipeline.addBefore(SERVER, "edge-overload", overload);
                }
            }
        });
    }
}
