package dev.textusinbox.platform;

/** Ends a request with a {@link Problem}; it is an answer, so it carries no stack trace and is not logged. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
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

    /** What the caller gets. */
    public Problem problem() {
        return problem;
    }
}
