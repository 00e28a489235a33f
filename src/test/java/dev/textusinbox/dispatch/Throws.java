package dev.textusinbox.dispatch;

import java.sql.SQLException;

/** What handlers throw that nobody expects. */
enum Throws {
    STACK_OVERFLOW {
        @Override
        void doIt() {
            throw new IllegalStateException("never reached " + deep(0));
        }
    },
    NO_CLASS {
        @Override
        void doIt() {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    },
    ASSERTION {
        @Override
        void doIt() {
            throw new AssertionError("told to");
        }
    },
    SILENT {
        @Override
        void doIt() {
            throw new RuntimeException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("ask somebody else");
                }

                @Override
                public String toString() {
                    throw new AssertionError("nor this way");
                }
            };
        }
    },
    NO_CAUSE {
        @Override
        void doIt() {
            throw new IllegalStateException("told to") {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized Throwable getCause() {
                    throw new AssertionError("ask somebody else");
                }
            };
        }
    },
    NO_STATE {
        @Override
        void doIt() throws SQLException {
            throw new SQLException("told to") {
                private static final long serialVersionUID = 1L;

                @Override
                public String getSQLState() {
                    throw new IllegalStateException("ask somebody else");
                }
            };
        }
    },
    HALF_A_CHARACTER {
        @Override
        void doIt() {
            throw new IllegalStateException("half: \ud83d and nothing: \0");
        }
    };

    private static int deep(int depth) {
        return depth < 0 ? 0 : deep(depth + 1) + 1;
    }

    abstract void doIt() throws Exception;

    /** The same for the same number. */
    static Throws one(long number) {
        return values()[(int) Math.floorMod(number, (long) values().length)];
    }
}
