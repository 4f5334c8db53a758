//! Product quizzes: items, marking, item statistics.
