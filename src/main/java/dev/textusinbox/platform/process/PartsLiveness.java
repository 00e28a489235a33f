package dev.textusinbox.platform.process;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a part of the program that must run has ended and can't be begun again: a new process may have it again. */
@Liveness
@ApplicationScoped
class PartsLiveness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        var ended = EndedParts.all();
        var answer = HealthCheckResponse.named("parts").status(ended.isEmpty());
        ended.forEach(answer::withData);
        return answer.build();
    }
}
