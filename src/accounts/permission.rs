//! What a role may do. Whose things they are is asked besides.

use crate::storage::Role;

/// Something a door asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// A guest's three minutes, or any shift of one's own.
    WorkShift,
    /// Drills, quizzes, today's page.
    Practise,
    SitExam,
    /// Make classes, put persons into them.
    LeadClasses,
    Assign,
    /// See trainees' results and transcripts.
    ReviewTrainees,
    /// Hand out exam tickets.
    ScheduleExams,
    DecideExams,
    /// Suspend, revoke, restore certificates.
    ChangeCertificates,
    /// The employer's lists; the check itself is public.
    EmployerTools,
    ManageAccounts,
    ReadAudit,
    ReadMetrics,
}

/// Whether a role may do something.
pub const fn may(role: Role, permission: Permission) -> bool {
    use Permission as P;
    match role {
        Role::Guest => matches!(permission, P::WorkShift),
        Role::Trainee => matches!(permission, P::WorkShift | P::Practise | P::SitExam),
        Role::Trainer => matches!(
            permission,
            P::WorkShift | P::Practise | P::LeadClasses | P::Assign | P::ReviewTrainees | P::ScheduleExams
        ),
        Role::Examiner => {
            matches!(permission, P::WorkShift | P::Practise | P::ScheduleExams | P::DecideExams | P::ChangeCertificates)
        }
        Role::Employer => matches!(permission, P::EmployerTools),
        // Runs the installation, but neither sits an exam nor decides one.
        Role::Admin => !matches!(permission, P::SitExam | P::DecideExams),
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission as P, may};
    use crate::storage::Role;

    fn check(permission: P, expected: &[Role]) {
        let allowed: Vec<Role> = Role::ALL.iter().copied().filter(|role| may(*role, permission)).collect();
        assert_eq!(allowed, expected, "{permission:?}");
    }

    #[test]
    fn each_role_has_its_own() {
        use Role::{Admin, Employer, Examiner, Guest, Trainee, Trainer};
        check(P::WorkShift, &[Guest, Trainee, Trainer, Examiner, Admin]);
        check(P::Practise, &[Trainee, Trainer, Examiner, Admin]);
        check(P::SitExam, &[Trainee]);
        check(P::LeadClasses, &[Trainer, Admin]);
        check(P::Assign, &[Trainer, Admin]);
        check(P::ReviewTrainees, &[Trainer, Admin]);
        check(P::ScheduleExams, &[Trainer, Examiner, Admin]);
        check(P::DecideExams, &[Examiner]);
        check(P::ChangeCertificates, &[Examiner, Admin]);
        check(P::EmployerTools, &[Employer, Admin]);
        check(P::ManageAccounts, &[Admin]);
        check(P::ReadAudit, &[Admin]);
        check(P::ReadMetrics, &[Admin]);
    }
}
