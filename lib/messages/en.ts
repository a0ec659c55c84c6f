/** @module What the pages say in English: the model for the other languages. */
import { defineLanguage, ENGLISH } from "@latchkey/core/i18n";

/** What the pages say. */
export const messages = {
  site: {
    skip: "Skip to the page",
    around: "Site",
    home: "Home",
    private: "Private",
    admin: "Admin",
    login: "Login",
    signUp: "Sign up",
    logout: "Logout",
    failed: "Error: {title}",
    banner: {
      name: "Your address",
      sent: "Confirm your address: we have sent a mail to {address}.",
      enter: "Enter its code or get another mail",
    },
    theme: "Colours",
    themes: { light: "Light", dark: "Dark", auto: "Auto" },
    language: "Language",
    descriptions: {
      home: "{site} keeps the door of this site: one account, yours alone.",
      private: "The page that opens only for people who are logged in.",
      login: "Log in with your email and password, or by a link in a mail.",
      signUp: "Make an account with your email and a password of your own.",
    },
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
    toPrivate: "See your private page",
    signedOut: "You are NOT logged in :(",
    toLogin: "Login",
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
    notKept:
      "Your browser did not keep the cookie that logs you in. Allow cookies for this site, then log in again. If that does not help, delete the cookies of this site.",
    form: {
      email: "Email",
      password: "Password",
      showPassword: "Show password",
      remember: "Keep me logged in",
      send: "Log in",
      sending: "Logging in…",
    },
    forgotten: "Forgot your password?",
    byMail: "Mail me a link instead",
    toSignUp: "Create an account",
  },
  loginAgain: {
    title: "Log in to go on",
    ended:
      "You are no longer logged in to the account that this form belongs to. We kept what you entered: log in, and you can send it.",
    again: "You are logged in again",
    kept:
      "What you sent before has not been done yet. Do it now, or leave this page.",
    send: "Send it now",
  },
  otherOwner: {
    title: "Nothing was changed",
    other_account:
      "You are now logged in as {address}, but you opened this form with another account. Nothing was changed.",
    logged_in_since:
      "You are now logged in as {address}, but you opened this form before you logged in. Nothing was changed.",
    logIn: "Log in to the other account",
    open: "Open the page again",
  },
  stayLoggedIn: {
    soon:
      "You will be logged out in two minutes, since you have opened no page for a while.",
    ending:
      "Your session ends in two minutes. What you type is kept: when you send it, you log in and go on.",
    stay: "Stay logged in",
    staying: "You stay logged in.",
    over:
      "You are logged out. What you type is kept: when you send it, you log in and go on.",
  },
  signUp: {
    title: "Sign up",
    passwordHint: {
      other:
        "Use a password of at least {count} characters; a few words that do not belong together are good.",
    },
    known: "You have an account? {logIn}.",
    logIn: "Log in",
    form: {
      email: "Email",
      name: "Name (if you like)",
      password: "Password",
      showPassword: "Show password",
      send: "Sign up",
      sending: "Signing up…",
    },
  },
  /** What `profileFields` in lib/site.ts are called, by their names. */
  profile: {
    optional: "(if you like)",
    labels: {},
  },
  signUpShut: {
    closed: {
      title: "Sign-up is closed",
      next: "Ask whoever runs this site for an account.",
    },
    uninvited: {
      title: "Sign-up takes an invitation",
      next:
        "Open the link of your invitation, or ask whoever runs this site for one.",
    },
    void: {
      title: "This invitation does not hold",
      next:
        "It is too old, or the link is not whole. Copy all of it, or ask for a new one.",
    },
    used: {
      title: "This invitation was used",
      next:
        "It has made an account. If it is yours, log in; else ask for another invitation.",
    },
    logIn: "Log in",
  },
  mailed: {
    title: "Check your email",
    code:
      "We sent an email to {address}. Open the link in it, or enter the code here if there is one.",
    noCode:
      "Nothing yet? Check your spam folder, or {startAgain} if the address is wrong.",
    startAgain: "start again",
    link: "If there is an account for {address}, we sent a link to it.",
    holdsMinutes: {
      one: "The link expires in 1 minute.",
      other: "The link expires in {count} minutes.",
    },
    holdsHours: {
      one: "The link expires in 1 hour.",
      other: "The link expires in {count} hours.",
    },
    noLink: "Nothing yet? Check your spam folder, or {tryAnother}.",
    tryAnother: "try another address",
  },
  codeForm: {
    email: "Email",
    code: "Code",
    send: "Confirm",
  },
  tokenForm: {
    moment: "One moment. If nothing happens, press the button.",
  },
  deadLink: {
    title: "This link does nothing any more",
    why: "It was used already, or it is too old.",
  },
  verify: {
    title: "Confirm your address",
    byLink: "Confirm {address}",
    byCode: "Type the code of the mail to {address}, or open its link.",
    byCodeOf:
      "Type the address you signed up with, and the code of the mail that we sent there.",
    again: "Send the mail again",
    toGetAnother: "To get another mail, {logIn}.",
    logIn: "log in",
    notices: { mailed: "A new mail is on its way." },
    elsewhere: {
      explained:
        "Did you sign up with {address}? Enter the password you chose, to show that the account is yours.",
      password: "Password",
      send: "Confirm",
      unknown:
        "Don’t know the password, or did someone else sign up with your address? Set a new password, and the account is yours alone. If you don’t want an account, close this page.",
      claim: "Set a new password",
    },
    confirmed: {
      title: "Your address is confirmed",
      loggedIn: "You are logged in.",
      goOn: "Go on",
    },
    void:
      "If you have just confirmed your address, all is well. {deadLinkLogIn} to go on, or to get another mail.",
    deadLinkLogIn: "Log in",
  },
  ownPassword: {
    label: "Password",
    forgotten: "I have forgotten it, or never set one",
  },
  newAddressLink: {
    title: "New address",
    heading: "Your new address",
    explained:
      "Your account will have the address {address}, and you log in with it from then on.",
    password: "Enter the password of your account to show that it is yours.",
    use: "Use {address}",
    changed: "Your address is now {address}.",
    logIn: "Log in",
    taken:
      "{address} belongs to another account by now, or did until lately. Your address is what it was.",
    another: "Ask for another one",
    void:
      "If you pressed its button a moment ago, it worked: {look}. Else {again}.",
    look: "look at your account",
    again: "ask for the new address again",
  },
  secureAccount: {
    title: "This wasn't me",
    question:
      "Somebody else was in your account? The button takes it back. At once:",
    address: "{address} is the address of your account again, and no other is;",
    signedOut: "everybody is logged out, you too;",
    password: "the password so far opens nothing any more;",
    links:
      "links that we mailed to log in, set a password or change the address are void;",
    kept: "the account is not deleted, should that have been asked for.",
    then: "Then you set a new password.",
    send: "Take my account back",
    void:
      "If you pressed its button a moment ago, it worked: nobody is logged in to your account, and its password opens nothing. Set a new one:",
    setNew: "Set a new password",
  },
  loginLink: {
    title: "Log in by mail",
    explained:
      "We mail you a link that logs you in. Open it in this browser if you can.",
    email: "Email",
    remember: "Keep me logged in",
    mailLink: "Mail me a link",
    byPassword: "Log in with a password",
    open: {
      title: "Log in",
      elsewhere:
        "Did you ask for this link? Press the button to log in. If you didn’t, close this page.",
      logInAs: "Log in as {address}",
      void:
        "If you pressed its button a moment ago, it worked: you are logged in. {goOn}.",
      goOn: "Go on",
      again: "Ask for a new link",
    },
  },
  stepUp: {
    title: "Enter your password",
    heading: "Enter your password to go on",
    explained: {
      one:
        "This takes a password that was entered in the last minute. What you were doing goes on afterwards, with all that you typed.",
      other:
        "This takes a password that was entered in the last {count} minutes. What you were doing goes on afterwards, with all that you typed.",
    },
    send: "Go on",
  },
  logout: {
    title: "Logout",
    question: "Do you want to log out on this device?",
  },
  newPassword: {
    title: "Password",
    heading: "Change your password",
    explained: {
      one:
        "Use at least {count} character; a few words that do not belong together are good. All other devices will be logged out.",
      other:
        "Use at least {count} characters; a few words that do not belong together are good. All other devices will be logged out.",
    },
    form: {
      present: "Present password",
      showPresent: "Show present password",
      password: "New password",
      showPassword: "Show new password",
      send: "Change password",
      sending: "Changing…",
    },
  },
  recovery: {
    title: "Set a new password",
    explained: "We mail you a link by which you can set one.",
    email: "Email",
    mailLink: "Mail me a link",
    known: "You know it again? {logIn}.",
    logIn: "Log in",
    passwordHint: {
      other:
        "It is for {address}. Use at least {count} characters; a few words that do not belong together are good. All devices will be logged out.",
    },
    void:
      "If you pressed its button a moment ago, it worked: your new password is set, and you are logged in. {goOn}.",
    goOn: "Go on",
    again: "Ask for a new link",
    form: {
      password: "New password",
      showPassword: "Show new password",
      send: "Set password",
      sending: "Setting…",
    },
  },
  errors: {
    number: "If it goes on, tell us its number: {number}",
    toHome: "Go to the home page",
  },
  times: {
    localMinute: "{minute}",
  },
  account: {
    title: "Account",
    heading: "Your account",
    notices: {
      name_changed: "Your changes are saved.",
      address_changed: "Your address is changed. Log in with it from now on.",
      password_changed:
        "Your password is changed, and all other devices are logged out.",
    },
    name: "Name",
    email: "Email",
    unconfirmed: "Not confirmed yet",
    confirm: "Confirm it",
    since: "Member since",
    language: "Language",
    changeLanguage: "Change it",
    rows: {
      name: {
        title: "Name",
        action: "Change name",
        named: "What we call you.",
        unnamed: "We call you by your address.",
      },
      address: {
        title: "Email",
        action: "Change email",
        explained:
          "You confirm the new address before it takes the place of this.",
      },
      password: {
        title: "Password",
        action: "Change password",
        explained: "Changing it logs out all other devices.",
      },
      sessions: {
        title: "Sessions",
        action: "See sessions",
        explained: {
          one: "You are logged in on this device alone.",
          other: "You are logged in on {count} devices.",
        },
      },
      activity: {
        title: "Activity",
        action: "See activity",
        explained: "Logins and changes of the last 90 days.",
      },
      export: {
        title: "Export",
        action: "Export",
        explained: "Everything we hold about you, as a file.",
      },
      deletion: {
        title: "Delete",
        action: "Delete account",
        explained: {
          one: "You have {count} day to change your mind.",
          other: "You have {count} days to change your mind.",
        },
      },
    },
  },
  name: {
    title: "Name",
    heading: "Change your name",
    explained: "What shall we call you? Leave it empty to go by your address.",
    label: "Name",
    send: "Change name",
  },
  newAddress: {
    title: "Email",
    heading: "Change your email address",
    explained:
      "Now it is {address}. We send a mail to the new address; once you confirm it there, it takes the place of this one.",
    label: "New email",
    send: "Send the mail",
    sent: "We have sent a mail to {address}.",
    next:
      "Open its link within 24 hours to use the new address. Until then you log in with {address}.",
    nothing:
      "Nothing came? Look among the spam, and check the address: {again}.",
    again: "type it again",
    noMail:
      "This site cannot send mail, and a new address has to be confirmed by one. Ask the people who run it.",
  },
  sessions: {
    title: "Sessions",
    heading: "Your sessions",
    explained:
      "Each is a browser that is logged in as you. End what you do not know, then {password}.",
    password: "change your password",
    notices: {
      session_ended: "That session is over.",
      others_ended: "All other sessions are over.",
    },
    gone: "There is no such session; it may be over already.",
    present: "This session",
    since: "Logged in {time}",
    sinceKept: "Logged in {time}, kept logged in",
    inUse: "In use now",
    lastSeen: "Last seen {time}",
    end: "End",
    endOf: "End the session of {device}",
    endOthers: "Log out all others",
  },
  activity: {
    title: "Activity",
    heading: "Your activity",
    explained:
      "What happened to your account in the last 90 days; what is older is forgotten. If something here was not you, {password}.",
    password: "change your password",
    none: "There is nothing here.",
    older: "Older",
    withDetail: "{what}: {detail}",
    onDevice: "{time}, {device}",
    fromClient: "{time}, from {client}",
    onDeviceFrom: "{time}, {device}, from {client}",
  },
  export: {
    title: "Export",
    heading: "Export your account",
    explained:
      "You get a file in JSON, which programs and people can read, with everything we hold about you:",
    person: "your name, your address and the addresses you had until lately;",
    sessions: "your sessions, with what each browser called itself;",
    activity: "all activity of the last 90 days;",
    mails: "which links we mailed that still work, and which mails wait.",
    password: "Your password is not in it: we do not know it.",
    send: "Download the file",
  },
  deletion: {
    title: "Delete",
    heading: "Delete your account",
    explained: {
      one:
        "You are logged out everywhere at once. For {count} day logging in brings everything back; after that your account is gone with all that we hold about you, and nobody can bring it back.",
      other:
        "You are logged out everywhere at once. For {count} days logging in brings everything back; after that your account is gone with all that we hold about you, and nobody can bring it back.",
    },
    takeAlong: "You may want to {export} before.",
    export: "take your data with you",
    send: "Delete my account",
    goodbye: "Goodbye",
    done:
      "You are logged out everywhere. Your account will be deleted on {time}.",
    wayBack:
      "Have you changed your mind? {logIn} before then, and everything is as it was.",
    logIn: "Log in",
  },
  admin: {
    title: "Users",
    notices: {
      disable: "That account is disabled, and all its sessions are over.",
      enable: "That account can log in again.",
      "end-sessions": "All sessions of that account are over.",
    },
    failures: {
      own: "You cannot do that to your own account; another admin can.",
      gone: "There is no such account any more.",
    },
    searched: "Search by email, domain or ID",
    search: "Search",
    none: "No account fits.",
    pages: "Pages",
    firstPage: "First page",
    nextPage: "Next page",
    named: "{name}, since {day}",
    unnamed: "Since {day}",
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
