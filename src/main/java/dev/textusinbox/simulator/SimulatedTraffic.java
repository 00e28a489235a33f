package dev.textusinbox.simulator;

/**
 * How deliveries are sent.
 *
 * @param perSecond new deliveries and repeats per second; 0: as fast as they are answered
 * @param concurrency how many may be under way at once, those that wait to be tried again included
 * @param repeated the share that is sent a second time a little later, 0 to 1
 * @param reordered the share that is overtaken by a few later ones, 0 to 1
 */
public record SimulatedTraffic(double perSecond, int concurrency, double repeated, double reordered) {
    public SimulatedTraffic {
        if (!(perSecond >= 0) || concurrency < 1 || !isShare(repeated) || !isShare(reordered)) {
            throw new IllegalArgumentException("no such traffic: %s a second, %s at once, %s repeated, %s reordered"
                    .formatted(perSecond, concurrency, repeated, reordered));
        }
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }
}
