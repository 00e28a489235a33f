package dev.textusinbox.security;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from.
 *
 * @param group the address; of IPv6 the first half, since the other half is its owner's to choose
 * @param masked as a log may show it: {@code 203.0.113.x}
 */
record SourceAddress(String group, String masked) {
    private static final SourceAddress UNKNOWN = new SourceAddress("", "an unknown address");
    private static final int IPV4_BYTES = 4;

    /** @param remote null: not known. Behind a proxy that is not trusted to tell, it is the proxy. */
    static SourceAddress of(SocketAddress remote) {
        String text = remote == null ? null : remote.hostAddress();
        byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return UNKNOWN;
        }
        return bytes.length == IPV4_BYTES
                ? new SourceAddress(text, text.substring(0, text.lastIndexOf('.')) + ".x")
                : ofIpv6(bytes);
    }

    private static SourceAddress ofIpv6(byte[] bytes) {
        HexFormat hex = HexFormat.of();
        return new SourceAddress(
                hex.formatHex(Arrays.copyOf(bytes, 8)),
                hex.formatHex(bytes, 0, 2) + ':' + hex.formatHex(bytes, 2, 4) + ':' + hex.formatHex(bytes, 4, 6)
                        + "::x");
    }
}
