/** @module The site's messages in English, which define the type of all languages. */
import { defineLanguage, ENGLISH } from "@latchkey/core/i18n";

/** The site's messages. */
export const messages = {
  site: {
    skip: "Skip to content",
    navigation: "Site",
    home: "Home",
    private: "Private",
    admin: "Admin",
    login: "Login",
    signUp: "Sign up",
    logout: "Logout",
    failed: "Error: {title}",
    banner: {
      name: "Email confirmation",
      sent: "Confirm your email address. We sent an email to {address}.",
      enter: "Enter the code or resend the email",
    },
    theme: "Colours",
    themes: { light: "Light", dark: "Dark", auto: "Auto" },
    language: "Language",
    descriptions: {
      home:
        "Log in to {site} or create an account, and manage your sessions and your data.",
      private: "A page for people who are logged in.",
      login:
        "Log in with your email and password, or with a link we email you.",
      signUp: "Create an account with your email and a password.",
    },
  },
  /** Shown at the field for a new password. */
  passwordAdvice: {
    other:
      "Use at least {count} characters. A few unrelated words make a strong password.",
  },
  passwordMeter: {
    weak: "Password strength: weak",
    fair: "Password strength: fair",
    good: "Password strength: good",
    strong: "Password strength: strong",
  },
  home: {
    title: "Home",
    heading: "Home page",
    loggedIn: "You are logged in :)",
    greeting: "Hi {name}!",
    toPrivate: "Go to your private page",
    loggedOut: "You are NOT logged in :(",
    toLogin: "Login",
    overview: {
      title: "What you can do here",
      pages: {
        account: {
          title: "Manage your account",
          explained: "Change your name, email and password.",
        },
        sessions: {
          title: "See where you're logged in",
          explained: "End a session you don't recognise.",
        },
        activity: {
          title: "Review your activity",
          explained: "Logins and changes from the last 90 days.",
        },
        data: {
          title: "Export your data",
          explained: "A file with everything we store about you.",
        },
      },
    },
  },
  private: {
    title: "Private",
    heading: "Private page",
    greeting: "Hello {name}!",
    explained: "Only people who are logged in see this page.",
  },
  login: {
    title: "Login",
    wrong: "Incorrect Email or Password",
    cookieBlocked:
      "Your browser blocked the cookie that keeps you logged in. Allow cookies for this site, then log in again. If that doesn't help, delete this site's cookies.",
    form: {
      email: "Email",
      password: "Password",
      showPassword: "Show password",
      remember: "Keep me logged in",
      send: "Log in",
      sending: "Logging in…",
    },
    forgotten: "Forgot your password?",
    byEmail: "Email me a login link",
    toSignUp: "Create an account",
  },
  loginAgain: {
    title: "Log in to continue",
    ended:
      "You're no longer logged in to the account you opened this form with. We saved what you entered. Log in to send it.",
    again: "You're logged in again",
    unsent:
      "Your form hasn't been sent yet. Send it now, or leave this page to discard it.",
    send: "Send form",
  },
  otherOwner: {
    title: "Nothing was changed",
    other_account:
      "You're logged in as {address}, but you opened this form with another account. Nothing was changed.",
    logged_in_since:
      "You're logged in as {address}, but you opened this form before you logged in. Nothing was changed.",
    logIn: "Log in to the other account",
    open: "Reload the page",
  },
  stayLoggedIn: {
    soon: "You'll be logged out in 2 minutes because you haven't been active.",
    ending:
      "Your session ends in 2 minutes. You can keep typing. When you send the form, you'll be asked to log in. Nothing you typed is lost.",
    stay: "Stay logged in",
    staying: "You're still logged in.",
    over:
      "You've been logged out. You can keep typing. When you send the form, you'll be asked to log in. Nothing you typed is lost.",
  },
  signUp: {
    title: "Sign up",
    known: "Already have an account? {logIn}",
    logIn: "Log in",
    form: {
      email: "Email",
      name: "Name (optional)",
      password: "Password",
      showPassword: "Show password",
      send: "Sign up",
      sending: "Creating account…",
    },
  },
  /** The labels of `profileFields` in lib/site.ts, by field name. */
  profile: {
    optional: "(optional)",
    labels: {},
  },
  signUpUnavailable: {
    closed: {
      title: "Sign-up is closed",
      next: "Ask the site's administrator for an account.",
    },
    uninvited: {
      title: "Sign-up is by invitation only",
      next:
        "Open the link in your invitation, or ask the site's administrator for one.",
    },
    void: {
      title: "This invitation isn't valid",
      next:
        "It has expired, or part of the link is missing. Copy the whole link, or ask for a new invitation.",
    },
    used: {
      title: "This invitation has already been used",
      next:
        "An account was created with it. If that was you, log in. Otherwise, ask for a new invitation.",
    },
    logIn: "Log in",
  },
  mailed: {
    title: "Check your email",
    code:
      "We sent an email to {address}. Open the link in it. If the email contains a code, you can enter it here instead.",
    noEmail:
      "Nothing yet? Check your spam folder, or {startAgain} if the address is wrong.",
    startAgain: "start again",
    link: "If there's an account for {address}, we sent a link to it.",
    expiresInMinutes: {
      one: "The link expires in 1 minute.",
      other: "The link expires in {count} minutes.",
    },
    expiresInHours: {
      one: "The link expires in 1 hour.",
      other: "The link expires in {count} hours.",
    },
    noLinkEmail: "Nothing yet? Check your spam folder, or {tryAnother}.",
    tryAnother: "try another address",
  },
  codeForm: {
    email: "Email",
    code: "Code",
    send: "Confirm",
  },
  tokenForm: {
    moment: "One moment… If nothing happens, use the button.",
  },
  deadLink: {
    title: "This link no longer works",
    why: "It has already been used or has expired.",
  },
  verify: {
    title: "Confirm your email address",
    byLink: "Confirm {address}",
    byCode:
      "Enter the code we sent to {address}, or open the link in the email.",
    byCodeOf:
      "Enter the email address you signed up with and the code we sent to it.",
    again: "Resend email",
    toGetAnother: "To get a new email, {logIn}.",
    logIn: "log in",
    notices: { mailed: "We sent you a new email." },
    elsewhere: {
      explained:
        "Did you sign up with {address}? Enter the password you chose to prove that the account is yours.",
      password: "Password",
      send: "Confirm",
      unknown:
        "Don't know the password, or did someone else sign up with your email address? Set a new password and the account is yours alone. If you don't want an account, close this page.",
      claim: "Set a new password",
    },
    confirmed: {
      title: "Your email address is confirmed",
      loggedIn: "You're logged in.",
      continueLink: "Continue",
    },
    deadLink: {
      explained:
        "If you've just confirmed your email address, everything is fine. {logIn} to continue or to get a new email.",
      logIn: "Log in",
    },
  },
  ownPassword: {
    label: "Password",
    forgotten: "I forgot it, or never set one",
  },
  newAddressLink: {
    title: "Your new email address",
    explained: "From now on, you'll log in with {address}.",
    password: "Enter your account's password to confirm it's you.",
    use: "Use {address}",
    changed: "Your email address is now {address}.",
    logIn: "Log in",
    taken:
      "{address} belongs to another account, or did until recently. Your email address wasn't changed.",
    another: "Use another email address",
    deadLink:
      "If you've just confirmed the change, it worked: {look}. Otherwise, {again}.",
    look: "view your account",
    again: "request the change again",
  },
  secureAccount: {
    title: "This wasn't me",
    question:
      "Was someone else in your account? Take it back with the button below. This is what happens right away:",
    address: "Your account's email address is changed back to {address}.",
    loggedOut: "Everyone is logged out, including you.",
    password: "Your password stops working, if you have one.",
    links:
      "Links we emailed to log in, set a password or change the email address stop working.",
    factors:
      "Changes made to your second factors since it happened are undone.",
    deletionCancelled: "If the account was due to be deleted, it's kept.",
    then: "Next, you set a new password.",
    send: "Secure my account",
    deadLink:
      "If you've just secured your account, it worked: everyone is logged out, and no old password works. Set a new password:",
    setNew: "Set a new password",
  },
  loginLink: {
    title: "Log in with an email link",
    explained:
      "We'll email you a link that logs you in. If you can, open it in this browser.",
    email: "Email",
    remember: "Keep me logged in",
    sendLink: "Send link",
    byPassword: "Log in with your password",
    open: {
      title: "Log in",
      elsewhere: "Did you request this link? If not, close this page.",
      logInAs: "Log in as {address}",
      deadLink:
        "If you've just used it, it worked and you're logged in. {continueLink}",
      continueLink: "Continue",
      again: "Request a new link",
    },
  },
  secondFactor: {
    title: "One more step",
    explained: "The first step is done. Now show that it's really you.",
    send: "Log in",
    notYou: "Not your account? {again}.",
    again: "Log in with another one",
    trust: "Trust this browser for 30 days",
    trustNote: "Only choose this on a device that nobody else uses.",
    kinds: {
      authenticator_app: {
        label: "Code from your authenticator app",
        advice: "Six digits that change every 30 seconds.",
        instead: "Use your authenticator app",
      },
      passkeys: {
        label: "Passkey",
        advice: "Your fingerprint, face or device PIN, or a security key.",
        instead: "Use a passkey",
        wrong:
          "This passkey couldn't be checked, or it isn't one of this account. Try again.",
      },
      recovery_codes: {
        label: "Recovery code",
        advice: "One of the codes you saved. Each works once.",
        instead: "Use a recovery code",
      },
      email_code: {
        label: "Code from the email",
        advice: "6 digits",
        instead: "Use a code from an email",
      },
    },
  },
  emailCode: {
    title: "Enter the code from your email",
    explained:
      "Your password is right, but you haven't logged in on this device before. A code from an email makes sure that it's you.",
    sent: "We sent a 6-digit code to {address}. It works for 10 minutes.",
    sentAgain: "We sent a code to {address}. Earlier codes no longer work.",
    delayed:
      "The email to {address} is late, because the mail server isn't responding. We keep trying to send it.",
    unsent: "We can send a 6-digit code to {address}.",
    none: "Nothing yet? Check your spam folder.",
    elsewhere: "You need no code on a device where you've logged in before.",
    send: "Send a code",
    sendAgain: "Send a new code",
  },
  otherDevices: {
    explained: "You may still be logged in on other devices. {review}",
    review: "Review your sessions",
  },
  trustedBrowsers: {
    title: "Trusted browsers",
    explained:
      "When you log in with these browsers, we don't ask for your second factor. We still ask for your password.",
    none:
      "You trust no browser. We ask for your second factor every time you log in.",
    present: "this browser",
    since: "Trusted since {time}",
    used: "Last used: {time}",
    until: "Until {time}",
    end: "Remove",
    endOf: "Remove {device}",
    endAll: "Remove all",
    gone: "This browser is no longer trusted.",
    notices: {
      trust_ended:
        "Removed. We'll ask for your second factor when you next log in there.",
    },
  },
  authenticator: {
    title: "Authenticator apps",
    explained:
      "An authenticator app shows a new code every 30 seconds. We ask for one when you log in, so nobody gets in with your password alone.",
    unnamed: "Authenticator app",
    added: "Added {time}.",
    lastUsed: "Last used {time}.",
    remove: "Remove",
    removeOf: "Remove {name}",
    setUp: "Set up an app",
    setUpAnother: "Set up another app",
    full: {
      one: "You can use {count} app. Remove it before you set up another.",
      other:
        "You can use up to {count} apps. Remove one before you set up another.",
    },
    gone: "This app has already been removed.",
    notices: {
      app_added:
        "Your app is set up. From now on, we ask for a code from it when you log in.",
      app_removed: "The app was removed.",
      setup_over: "That setup has ended. Start again.",
      last_app_removed:
        "The app was removed. If you have no other second factor, your password alone is enough to log in.",
    },
    setup: {
      title: "Set up an authenticator app",
      scan:
        "Scan this QR code with an authenticator app on your phone or tablet.",
      qrCode: "QR code with the key below",
      key: "Can't scan it? Enter this key in the app:",
      open: "Open an app on this device",
      enter: "Then enter the code that the app shows.",
      code: "Code from the app",
      codeAdvice: "Six digits that change every 30 seconds.",
      name: "Name of the device (optional)",
      nameAdvice: "Such as “Anna's phone”. You'll see it in the list of apps.",
      send: "Confirm",
      wrong:
        "That code is wrong or has expired. Enter the code that the app shows now. If it still doesn't work, check the clock of the device.",
    },
  },
  recoveryCodes: {
    title: "Recovery codes",
    explained:
      "A recovery code lets you log in if you lose your authenticator app or passkey. Each code works once.",
    useless:
      "You don't have a second factor that recovery codes could stand in for. Set one up and you get recovery codes with it.",
    left: {
      one: "You have {count} code left. You made your codes on {day}.",
      other: "You have {count} codes left. You made them on {day}.",
    },
    noneLeft: "You have no recovery codes.",
    low: "Make new codes now, so that you don't lock yourself out.",
    replace: "Make new codes",
    replaced: "The codes you have now stop working.",
    notices: {
      codes_unseen:
        "Your app is set up. If you didn't see your recovery codes, make new ones.",
      logged_in_by_code:
        "You logged in with a recovery code. It won't work again.",
    },
    continueLink: "Continue",
    lost: "Lost your app or passkey? Remove it {account}.",
    account: "in your account",
    fresh: {
      title: "Save your recovery codes",
      appAdded: "Your app is set up.",
      explained:
        "Keep these codes where you can find them without your phone, such as in a password manager or on paper. If you lose your second factor, each code lets you log in once.",
      once: "We can't show them again.",
      heading: "Recovery codes for {address}",
      fileNote: "Made on {day}. Each code works once.",
      download: "Download codes",
      print: "To print them, use your browser's print command.",
      done: "I've saved the codes",
      gone: "We can't show your codes again. Make new ones.",
    },
  },
  requiredFactor: {
    name: "Second factor required",
    due:
      "Your account needs a second factor, in addition to your password. Set one up by {day} to keep using all pages.",
    overdue:
      "Your account needs a second factor, in addition to your password. Until you set one up, you can only use the pages for your account's security.",
    setUp: "Set up a second factor",
  },
  passkeys: {
    logIn: "Log in with a passkey",
    cancelled: "No passkey was used. Try again, or log in another way.",
    notShown: "No passkey was used. Try again.",
    unsupported:
      "Passkeys need JavaScript and a recent browser. Turn on JavaScript, or use another browser.",
    failed: {
      title: "You're not logged in",
      unknown:
        "This passkey isn't registered with any account here. It may have been removed. Log in another way, then add a new one in your account.",
      removed:
        "This passkey was removed from your account, so it no longer works. Log in another way. If you didn't remove it, use the link in the email we sent you.",
      wrong:
        "Your passkey couldn't be checked, or it took too long. Try again.",
      closed:
        "This account can't be used. It may have been disabled or deleted. Contact the site's administrator.",
      again: "Try again",
      otherwise: "Log in another way",
    },
    offer: {
      name: "Passkey",
      text:
        "Log in without your password: with your fingerprint, face or device PIN.",
      add: "Add a passkey",
      decline: "No thanks",
    },
    title: "Passkeys",
    explained:
      "A passkey lets you log in with your fingerprint, face or device PIN. It's stored on your device or in your password manager, and can't be guessed or phished.",
    none: "You don't have any passkeys yet.",
    add: "Add a passkey",
    added: "Added {day}",
    used: "last used {time}",
    unused: "never used",
    synced: "Synced to your devices",
    bound: "On one device",
    rename: "Rename",
    renameOne: "Rename {name}",
    name: "Name",
    save: "Save name",
    remove: "Remove",
    removeOne: "Remove {name}",
    notices: {
      passkey_added: "Your passkey was added. You can now log in with it.",
      passkey_renamed: "The passkey was renamed.",
      passkey_removed:
        "The passkey was removed. You can no longer log in with it.",
    },
    failures: {
      gone: "This passkey no longer exists. It may have been removed already.",
      last:
        "This is your only passkey, and your account has no password. Add another passkey or set a password first.",
    },
    new: {
      title: "Add a passkey",
      explained:
        "Your browser will ask where to save the passkey and how to unlock it. You can give it a name afterwards.",
      create: "Create passkey",
      cancelled:
        "No passkey was created. If this device already has one for your account, you can use that one. Otherwise, try again.",
      refused: "The passkey couldn't be added, or it took too long. Try again.",
      full: {
        one: "You have {count} passkey, and can't add more. Remove it first.",
        other:
          "You have {count} passkeys, and can't add more. Remove one you no longer use first.",
      },
      address:
        "Browsers don't allow passkeys at this address. Open the site at its domain name, or at localhost during development.",
    },
  },
  passwordless: {
    notices: {
      password_added:
        "Your password was set. You're logged out on all other devices.",
      password_removed:
        "Your password was removed. You're logged out on all other devices.",
    },
    signUp: {
      button: "Sign up with a passkey",
      title: "Create a passkey",
      explained:
        "Your device will ask for your fingerprint, face or screen lock. From then on, you log in as {address} the same way. You don't need a password.",
      create: "Create passkey",
      cancelled:
        "No passkey was created. Try again, or sign up with a password instead.",
      refused:
        "Your passkey wasn't saved. This page may have been open for too long. Create it again.",
      unsupported:
        "Your browser doesn't support passkeys, or JavaScript is turned off. Sign up with a password instead.",
      byPassword: "Sign up with a password instead",
    },
    confirm: {
      explained:
        "Did you sign up with {address}? Confirm with the passkey you created. If it isn't on this device, enter the code from the email in the browser where you signed up.",
      unknown:
        "Did you lose the passkey, or did someone else sign up with your email address? Set a password and the account is yours alone: passkeys created so far stop working. If you don't want an account, close this page.",
      claim: "Set a password",
    },
    newAddress: {
      explained:
        "Your account has no password. Confirm here with what you log in with, or log in first and open this link again.",
    },
    setPassword: {
      title: "Set a password",
      explained:
        "Your account has no password. With one, you can also log in with your email and password. You'll be logged out on all other devices.",
      send: "Set password",
    },
    removePassword: {
      title: "Remove your password",
      offer: "You have a passkey, so you don't need a password.",
      link: "Remove your password",
      explained:
        "You'll log in with your passkey or a link we email you. You'll be logged out on all other devices.",
      byPasskeyOnly:
        "You'll log in with your passkey. You'll be logged out on all other devices.",
      send: "Remove password",
    },
    row: {
      explained: "You don't have a password.",
      action: "Set a password",
    },
    stepUp: {
      explained: {
        one:
          "For your security, we ask you to confirm that it's you if you last did so more than 1 minute ago. Nothing you typed is lost.",
        other:
          "For your security, we ask you to confirm that it's you if you last did so more than {count} minutes ago. Nothing you typed is lost.",
      },
      nothing:
        "Your account has no password, so we can't ask for it here. Set one with a link we email you, then come back to this page.",
      link: "Set a password",
    },
  },
  /** Login with a provider, such as Google. */
  providers: {
    separator: "or",
    use: "Continue with {provider}",
    failed: {
      titles: {
        log_in: "You're not logged in",
        link: "{provider} wasn't linked",
        step_up: "We couldn't confirm that it's you",
      },
      reasons: {
        cancelled:
          "You cancelled the login at {provider}, or it wasn't allowed there.",
        invalid:
          "We couldn't verify the answer from {provider}. Try again. If this keeps happening, contact the site's administrator.",
        down:
          "{provider} isn't responding. Try again in a few minutes, or use another way.",
        expired:
          "This login took longer than 10 minutes, or was started in another browser. Start again. If that doesn't help, allow cookies for this site.",
        used: "This login has already been used. Start again.",
        account_closed:
          "This account can't be used. It may have been disabled or deleted. Contact the site's administrator.",
        logged_out:
          "You logged out, or logged in to another account, while you were at {provider}. Log in and start again.",
        not_recent:
          "You were away for a while, so we need to confirm that it's you again. Start again.",
        address_unconfirmed:
          "Confirm your email address first. Then you can link {provider}.",
        linked_elsewhere:
          "Your {provider} login is already linked to another account here. To link it to this one, log in to the other account and unlink it there first.",
        other_identity:
          "The login you chose at {provider} isn't linked to this account. Choose the one that is.",
        not_again:
          "{provider} didn't ask you to log in again. Log out there and try again, or confirm that it's you another way.",
      },
      again: "Try again",
      logIn: "Log in another way",
      toLogins: "Back to linked logins",
      confirm: "Confirm another way",
    },
    signUp: {
      title: "Finish signing up",
      confirmed: "You're nearly done. Check your details.",
      unconfirmed:
        "You're nearly done. Check your details, and we'll email you to confirm your address.",
      noAddress:
        "{provider} didn't share your email address. Enter it, and we'll email you to confirm it.",
      send: "Create account",
      known:
        "Already have an account? {logIn}, then link {provider} in your account.",
      logIn: "Log in",
    },
    known: {
      title: "You already have an account",
      explained:
        "There's an account with your email address, {address}. Log in to it once more the way you usually do. Then you can link {provider}.",
      logIn: "Log in to link {provider}",
      notNow: "Log in without linking",
    },
    confirm: {
      title: "Link {provider}?",
      explained:
        "You're logged in as {address}. If you link {provider}, you can use it to log in to this account from now on.",
      login: "Your login at {provider}: {login}",
      send: "Link {provider}",
      notNow: "Not now",
      otherAccount:
        "You're logged in as {address}, but your {provider} login belongs with another account. Log out and log in to that one.",
    },
    logins: {
      title: "Linked logins",
      explained:
        "Link an account you have elsewhere to log in with it. We never see its password.",
      linked: "Linked {day}",
      used: "last used {time}",
      unused: "never used",
      retired: "No longer offered",
      unlink: "Unlink",
      unlinkOne: "Unlink {provider} {login}",
      linkTitle: "Link a login",
      link: "Link {provider}",
      linkShort: "Link",
      none: "You haven't linked any logins yet.",
      notices: {
        login_linked: "Your login was linked. You can now log in with it.",
        login_unlinked:
          "The login was unlinked. You can no longer log in with it.",
      },
      failures: {
        gone:
          "This login is no longer linked. It may have been unlinked already.",
        last:
          "This is your only way to log in. Set a password or add another way first.",
      },
    },
    row: {
      title: "Linked logins",
      action: "Manage linked logins",
      none: "Log in with an account you have elsewhere.",
      count: {
        one: "You have {count} linked login.",
        other: "You have {count} linked logins.",
      },
    },
    stepUp: {
      explained: {
        one:
          "For your security, we ask you to confirm that it's you if you last did so more than 1 minute ago.",
        other:
          "For your security, we ask you to confirm that it's you if you last did so more than {count} minutes ago.",
      },
      lost:
        "You'll come back to this page afterwards, and need to enter anything you typed again.",
    },
    loggedOut: {
      title: "You're logged out",
      explained:
        "You may still be logged in at {provider}. If other people use this device, log out there too.",
      there: "Log out of {provider}",
      home: "Go to the home page",
    },
  },
  accountRecovery: {
    lost: "I can't use any of these",
    title: "Recover your account",
    offered: {
      explained:
        "You can get back in without your codes and passkeys, but not right away. This keeps out anyone who only knows your password.",
      start:
        "You start the recovery. We email {address} and show a notice wherever you're logged in.",
      wait: {
        one: "You wait 1 hour. Until then, you can stop it at any time.",
        other:
          "You wait {count} hours. Until then, you can stop it at any time.",
      },
      finish:
        "We email you a link. It removes every second factor from your account and logs you in.",
      send: "Start recovery",
      found: "Found a code or a device? {back}.",
      back: "Use it to log in",
      loggedIn: {
        explained:
          "You can remove your second factors without using one, but not right away. This protects you from anyone who only knows your password.",
        back: "Use it to continue",
      },
    },
    running: {
      title: "Your recovery has started",
      wait:
        "We emailed {address}. Around {time}, we'll email a link to this address. You don't need to do anything until then.",
      found:
        "If you find a code or a device before then, log in with it. This stops the recovery.",
    },
    ready: {
      title: "Your recovery is ready",
      mailed:
        "We emailed {address} a link that lets you back in. Nothing yet? Check your spam folder.",
      again: "Resend email",
    },
    paused: {
      title: "You can't start a recovery yet",
      until: "The last one was stopped. You can start another from {time}.",
      thief:
        "Did someone who knows your password stop it? {setNew}, and this stop no longer counts.",
      setNew: "Set a new password",
      contact: "If you can't wait, contact the site's administrator.",
    },
    banner: {
      name: "Account recovery",
      running:
        "Someone is recovering your account without its codes and passkeys. They can get in from {time}.",
      ready:
        "Someone is recovering your account without its codes and passkeys. They can get in now.",
      stop: "Stop recovery",
    },
    stop: {
      title: "Stop this recovery?",
      explained:
        "On {time}, someone asked to get into the account without its codes and passkeys. If you stop it, nothing changes in the account.",
      send: "Stop recovery",
      deadLink:
        "The recovery was already stopped, or it has finished. If someone else got into your account, use “This wasn't me” in our last email, or set a new password.",
      setNew: "Set a new password",
    },
    stopped: {
      title: "The recovery was stopped",
      explained: "Nothing changed. Your codes and passkeys still work.",
      next:
        "If you didn't start it, someone knows your password or can read your email. Set a new password, and check who can read your email.",
      setNew: "Set a new password",
      home: "Go to the home page",
    },
    finish: {
      title: "Recover your account",
      explained: "This is what happens to the account {address}:",
      factors:
        "Every second factor is removed: authenticator apps, recovery codes and passkeys.",
      loggedOut: "Everyone is logged out on all devices.",
      then: "Set a new password to log in. Then set up a second factor again.",
      send: "Recover account",
      sending: "Saving…",
      keep: "I know my password and want to keep it",
      withoutPassword: "Continue without a password",
      keepSend: "Recover account without a new password",
      deadLink:
        "If you've just recovered your account, it worked and you're logged in. {continueLink}",
      continueLink: "Continue",
      again: "Log in",
    },
  },
  stepUp: {
    factorTitle: "Confirm that it's you",
    title: "Enter your password to continue",
    explained: {
      one:
        "For your security, we ask for your password again if you last entered it more than 1 minute ago. Nothing you typed is lost.",
      other:
        "For your security, we ask for your password again if you last entered it more than {count} minutes ago. Nothing you typed is lost.",
    },
    send: "Continue",
  },
  logout: {
    title: "Logout",
    question: "Do you want to log out on this device?",
  },
  newPassword: {
    title: "Change your password",
    explained: "You'll be logged out on all other devices.",
    form: {
      current: "Current password",
      showCurrent: "Show current password",
      password: "New password",
      showPassword: "Show new password",
      send: "Change password",
      sending: "Saving…",
    },
  },
  recovery: {
    title: "Set a new password",
    explained:
      "Enter your email and we'll send you a link to set a new password.",
    email: "Email",
    sendLink: "Send link",
    known: "Remembered your password? {logIn}",
    logIn: "Log in",
    forAccount:
      "This password is for {address}. You'll be logged out on all devices.",
    deadLink:
      "If you've just set a new password, it worked and you're logged in. {continueLink}",
    continueLink: "Continue",
    again: "Request a new link",
    form: {
      password: "New password",
      showPassword: "Show new password",
      send: "Set password",
      sending: "Saving…",
    },
  },
  errors: {
    number: "If this keeps happening, contact us with reference {number}",
    toHome: "Go to the home page",
  },
  times: {
    localMinute: "{minute}",
  },
  account: {
    title: "Your account",
    notices: {
      account_recovered:
        "Your account was recovered. Set up a second factor again.",
      name_changed: "Your changes were saved.",
      address_changed:
        "Your email address was changed. Use the new one to log in from now on.",
      password_changed:
        "Your password was changed. You're logged out on all other devices.",
    },
    unconfirmed: "Not confirmed",
    confirm: "Confirm",
    since: "Member since {day}",
    groups: { profile: "Profile", security: "Security", data: "Your data" },
    rows: {
      name: {
        title: "Name",
        action: "Change name",
        unnamed: "No name yet. We use your email instead.",
      },
      address: {
        title: "Email",
        action: "Change email",
      },
      language: { title: "Language", action: "Change language" },
      password: {
        title: "Password",
        action: "Change password",
        explained: "Changing it logs you out on all other devices.",
      },
      authenticator: {
        title: "Authenticator apps",
        action: "Manage apps",
        none:
          "None set up. A code from an app protects your account if someone learns your password.",
        count: {
          one: "We ask for a code from your app when you log in.",
          other:
            "We ask for a code from one of your {count} apps when you log in.",
        },
      },
      recoveryCodes: {
        title: "Recovery codes",
        action: "View recovery codes",
        low: "Make new ones",
        left: {
          one: "You have {count} code left.",
          other: "You have {count} codes left.",
        },
      },
      passkeys: {
        title: "Passkeys",
        action: "Manage passkeys",
        none: "Log in with your fingerprint, face or device PIN.",
        explained: {
          one: "You have {count} passkey.",
          other: "You have {count} passkeys.",
        },
      },
      sessions: {
        title: "Sessions",
        action: "View sessions",
        explained: {
          one: "You're logged in on this device only.",
          other: "You're logged in on {count} devices.",
        },
      },
      trustedBrowsers: {
        title: "Trusted browsers",
        action: "Manage trusted browsers",
        explained: {
          one: "1 browser doesn't need your second factor.",
          other: "{count} browsers don't need your second factor.",
        },
      },
      activity: {
        title: "Activity",
        action: "View activity",
        explained: "Logins and changes from the last 90 days.",
      },
      export: {
        title: "Export",
        action: "Export",
        explained: "A file with everything we store about you.",
      },
      deletion: {
        title: "Delete",
        action: "Delete account",
        explained: {
          one: "You'll have {count} day to change your mind.",
          other: "You'll have {count} days to change your mind.",
        },
      },
    },
  },
  name: {
    title: "Change your name",
    explained: "What should we call you? Leave it empty to use your email.",
    label: "Name",
    send: "Change name",
  },
  newAddress: {
    title: "Change your email address",
    explained:
      "Your current address is {address}. We'll send an email to the new address. The change takes effect when you confirm it there.",
    label: "New email",
    send: "Send confirmation email",
    sent: "We sent an email to {address}.",
    next:
      "Open the link in it within 24 hours to confirm the new address. Until then, log in with {address}.",
    nothing:
      "Nothing yet? Check your spam folder, or {again} if the address is wrong.",
    again: "start again",
    noEmail:
      "This site can't send email, so a new address can't be confirmed. Contact the site's administrator.",
  },
  sessions: {
    title: "Your sessions",
    explained:
      "These browsers are logged in to your account. Don't recognise one? End its session, then {password}.",
    password: "change your password",
    notices: {
      session_ended: "The session was ended.",
      others_ended: "All other sessions were ended.",
    },
    gone: "This session no longer exists. It may have ended already.",
    current: "This session",
    since: "Logged in {time}",
    sinceRemembered: "Logged in {time}, stays logged in",
    inUse: "Active now",
    lastSeen: "Last active {time}",
    end: "End",
    endOf: "End session on {device}",
    endOthers: "Log out everywhere else",
  },
  activity: {
    title: "Your activity",
    explained:
      "What happened in your account in the last 90 days. Older entries are deleted. If you don't recognise something, {password}.",
    password: "change your password",
    none: "No activity yet.",
    older: "Older",
    withDetail: "{what}: {detail}",
    onDevice: "{time}, {device}",
    fromClient: "{time}, from {client}",
    onDeviceFrom: "{time}, {device}, from {client}",
  },
  export: {
    title: "Export your data",
    explained: "You get a JSON file with everything we store about you:",
    person: "your name, email address and recent earlier addresses",
    sessions: "your sessions, and how each browser identified itself",
    activity: "your activity from the last 90 days",
    emails: "emailed links that still work, and emails waiting to be sent",
    password: "Your password isn't included, because we don't know it.",
    send: "Download file",
  },
  deletion: {
    title: "Delete your account",
    explained: {
      one:
        "You'll be logged out everywhere. If you log in again within {count} day, your account is kept. After that, we delete it with everything we store about you. This can't be undone.",
      other:
        "You'll be logged out everywhere. If you log in again within {count} days, your account is kept. After that, we delete it with everything we store about you. This can't be undone.",
    },
    exportFirst: "You may want to {export} first.",
    export: "export your data",
    send: "Delete account",
    goodbye: "Goodbye",
    done:
      "You're logged out everywhere. Your account will be deleted on {time}.",
    changedMind: "Changed your mind? {logIn} before then to keep your account.",
    logIn: "Log in",
  },
  userFactors: {
    title: "Second factors of {address}",
    badge: "second factor",
    overdue: "second factor overdue",
    open: "Second factors",
    kinds: {
      authenticator_app: "Authenticator app",
      passkeys: "Passkey",
      recovery_codes: "Recovery codes",
      providers: "Linked login",
    },
    left: { one: "{count} code left", other: "{count} codes left" },
    added: "Added on {day}",
    lastUsed: "Last used on {day}",
    neverUsed: "Never used",
    none: "This account has no second factor.",
    explained:
      "If the owner has lost all of these, you can remove them. First make sure that you are talking to the owner: after that, the password or access to the email address is enough to log in. All sessions end, and the owner gets an email with a link that undoes this.",
    reason: "Reason",
    reasonAdvice: "The owner can read it in their activity.",
    reasonProblem: "Enter a reason of 1 to 200 characters.",
    send: "Remove all second factors",
    sendWithLogins: "Remove all second factors and linked logins",
    done:
      "All second factors of the account were removed, and its sessions were ended.",
  },
  featureCounts: {
    authenticator_app: { users: "Accounts with an authenticator app" },
    passkeys: { users: "Accounts with a passkey" },
    providers: { users: "Accounts with a linked login" },
    recovery_codes: { users: "Accounts with recovery codes" },
    account_recovery: {
      running: "Recoveries in progress",
      ready: "Of these, ready to be completed",
    },
  },
  progress: {
    label: "The page is loading",
  },

  admin: {
    title: "Users",
    notices: {
      disable: "The account was disabled and all its sessions were ended.",
      enable: "The account was enabled. Its owner can log in again.",
      "end-sessions": "All sessions of the account were ended.",
    },
    failures: {
      own: "You can't do this to your own account. Ask another admin.",
      gone: "This account no longer exists.",
    },
    searchLabel: "Search by email, domain or ID",
    search: "Search",
    none: "No accounts found.",
    all: "Show all users",
    pages: "Pages",
    firstPage: "First page",
    nextPage: "Next page",
    states: { disabled: "disabled", "to be deleted": "to be deleted" },
    unconfirmed: "not confirmed",
    own: "you",
    actions: {
      enable: { short: "Enable", whole: "Enable {address}" },
      disable: { short: "Disable", whole: "Disable {address}" },
      "end-sessions": {
        short: "End sessions",
        whole: "End sessions of {address}",
      },
    },
  },
};

/** English. */
export const english = defineLanguage(ENGLISH, messages);
