//! What a login and a password may look like.

use crate::ids;
use unicode_normalization::UnicodeNormalization as _;

/// Fewest characters of a password.
pub const PASSWORD_MIN_CHARS: usize = 8;
/// Most bytes of a password: hashing must not be asked to read a book.
pub const PASSWORD_MAX_BYTES: usize = 256;
/// Most characters of a login.
pub const LOGIN_MAX_CHARS: usize = 64;
const LOGIN_MIN_CHARS: usize = 2;

/// The first that a guesser tries, among those of eight characters and more.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "87654321",
    "11223344",
    "12341234",
    "88888888",
    "66666666",
    "00000000",
    "11111111",
    "password",
    "password1",
    "passw0rd",
    "qwertyui",
    "qwertyuiop",
    "1q2w3e4r",
    "1qaz2wsx",
    "abcd1234",
    "abc12345",
    "a1234567",
    "a12345678",
    "woaini1314",
    "woaini520",
    "5201314520",
    "iloveyou",
    "admin123",
    "zaq12wsx",
];

/// Why a password will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    #[error("a password has at least {PASSWORD_MIN_CHARS} characters")]
    TooShort,
    #[error("a password has at most {PASSWORD_MAX_BYTES} bytes")]
    TooLong,
    #[error("the password must not be the login")]
    IsLogin,
    #[error("this password is among the first that are guessed")]
    TooCommon,
}

/// Why a login will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginNameFault {
    #[error("a login has {LOGIN_MIN_CHARS} to {LOGIN_MAX_CHARS} characters")]
    Length,
    #[error("a login is made of letters, digits and . _ - @")]
    Character,
}

/// The form under which a login is stored and looked up: NFKC, lower case, without space around.
///
/// # Errors
/// When its length or a character does not fit.
pub fn login_name(typed: &str) -> Result<String, LoginNameFault> {
    // Before anything is done with it: a megabyte is no login.
    if typed.len() > LOGIN_MAX_CHARS * 8 {
        return Err(LoginNameFault::Length);
    }
    let name = typed.trim().nfkc().collect::<String>().to_lowercase();
    if !(LOGIN_MIN_CHARS..=LOGIN_MAX_CHARS).contains(&name.chars().count()) {
        return Err(LoginNameFault::Length);
    }
    if name.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c)) {
        Ok(name)
    } else {
        Err(LoginNameFault::Character)
    }
}

/// Whether a password will do for this login.
///
/// # Errors
/// What is wrong with it.
pub fn password_rules(password: &str, login: &str) -> Result<(), PasswordFault> {
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(PasswordFault::TooLong);
    }
    if password.chars().count() < PASSWORD_MIN_CHARS {
        return Err(PasswordFault::TooShort);
    }
    let lower = password.to_lowercase();
    if lower.trim() == login.to_lowercase() {
        return Err(PasswordFault::IsLogin);
    }
    let mut chars = lower.chars();
    let first = chars.next();
    if chars.all(|c| Some(c) == first) || COMMON.contains(&lower.as_str()) {
        return Err(PasswordFault::TooCommon);
    }
    Ok(())
}

/// A password to print on a slip: 60 random bits as three groups of four characters.
///
/// # Errors
/// When the operating system has no random bytes to give.
pub fn one_time_password() -> Result<String, getrandom::Error> {
    let drawn = ids::random()?;
    Ok(format!("{}-{}-{}", &drawn[0..4], &drawn[4..8], &drawn[8..12]))
}

#[cfg(test)]
mod tests {
    use super::{LoginNameFault, PasswordFault, login_name, one_time_password, password_rules};

    #[test]
    fn logins_are_normalised() {
        let check = |typed: &str, expected| assert_eq!(login_name(typed), expected, "{typed:?}");
        check(" Lin.Xiaoan ", Ok("lin.xiaoan".to_owned()));
        check("ｌｉｎ０１", Ok("lin01".to_owned()));
        check("林小安", Ok("林小安".to_owned()));
        check("a", Err(LoginNameFault::Length));
        check("", Err(LoginNameFault::Length));
        check(&"a".repeat(65), Err(LoginNameFault::Length));
        check(&"a".repeat(1 << 20), Err(LoginNameFault::Length));
        check("a b", Err(LoginNameFault::Character));
        check("a\u{0}b", Err(LoginNameFault::Character));
        check("a<b>", Err(LoginNameFault::Character));
    }

    #[test]
    fn passwords_have_rules() {
        let check = |password: &str, expected| {
            assert_eq!(password_rules(password, "lin.xiaoan"), expected, "{password:?}");
        };
        check("kuaidi-2026", Ok(()));
        check("客服从今天开始练", Ok(()));
        check("short7c", Err(PasswordFault::TooShort));
        check("Lin.Xiaoan", Err(PasswordFault::IsLogin));
        check("PASSWORD", Err(PasswordFault::TooCommon));
        check("秒秒秒秒秒秒秒秒", Err(PasswordFault::TooCommon));
        check(&"长".repeat(86), Err(PasswordFault::TooLong));
    }

    #[test]
    fn slips_pass_their_own_rules() {
        let password = one_time_password().unwrap();
        assert_eq!(password.len(), 14);
        assert_eq!(password_rules(&password, "lin.xiaoan"), Ok(()));
        assert_ne!(password, one_time_password().unwrap());
    }
}
