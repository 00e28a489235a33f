package dev.textusinbox.platform.problem;

/** Ends a request with a {@link Problem}; it is an answer, so it carries no stack trace and is not logged. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final long retryAfterSeconds;

    public ProblemException(Problem problem) {
        this(problem, 0);
    }

    /** With a {@code Retry-After}; 0: none. */
    public ProblemException(Problem problem, long retryAfterSeconds) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 400: the named parameter or property is wrong. */
    public static ProblemException badParameter(String name, String detail) {
        return new ProblemException(Problem.badParameter(name, detail));
    }

    /** 400: the request as a whole is wrong. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(Problem.of(400, detail));
    }

    /** 404. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(404, detail));
    }

    /** 409: it is not in a state where this can be done. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, detail));
    }

    /** When it may be tried again, in seconds; 0: nothing is said of it. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What the caller gets. */
    public Problem problem() {
        return problem;
    }
}
