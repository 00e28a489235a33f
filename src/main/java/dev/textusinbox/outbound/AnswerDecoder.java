package dev.textusinbox.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;

/** Reads answers. What comes unasked for, or goes on for too long before the head is there, ends the connection. */
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int MAX_LINE = 4096;
    /** All headers together. */
    static final int MAX_HEAD = 32 * 1024;

    private final Connection connection;
    private long beforeHead;

    AnswerDecoder(Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEAD)
                .setMaxChunkSize(HttpPoster.MAX_BODY));
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (!connection.isAnswering()) {
            ReferenceCountUtil.release(bytes);
            connection.close();
            return;
        }
        // Netty skips blanks and control characters before a status line, and answers with a 1xx, for ever.
        if (!connection.hasHead()) {
            beforeHead += ((ByteBuf) bytes).readableBytes();
            if (beforeHead > 2 * MAX_HEAD) {
                ReferenceCountUtil.release(bytes);
                connection.notHttp("no status line and headers within " + 2 * MAX_HEAD + " bytes");
                return;
            }
        }
        super.channelRead(ctx, bytes);
    }

    /** Before the next request. */
    void begin() {
        beforeHead = 0;
    }

    /** Whether there are bytes that belong to no answer. */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }
}
