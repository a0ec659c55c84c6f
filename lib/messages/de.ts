/** @module What the pages say in German. */
import { defineLanguage, GERMAN } from "@latchkey/core/i18n";
import type { PageMessages } from "./language.ts";

/** German. */
export const german = defineLanguage<PageMessages>(GERMAN, {
  site: {
    skip: "Zum Inhalt der Seite",
    around: "Website",
    home: "Start",
    private: "Privat",
    admin: "Verwaltung",
    login: "Anmelden",
    signUp: "Konto anlegen",
    logout: "Abmelden",
    failed: "Fehler: {title}",
    banner: {
      name: "Ihre Adresse",
      sent:
        "Bestätigen Sie Ihre Adresse: Wir haben eine E-Mail an {address} geschickt.",
      enter: "Code eingeben oder neue E-Mail anfordern",
    },
    theme: "Farben",
    themes: { light: "Hell", dark: "Dunkel", auto: "Automatisch" },
    language: "Sprache",
    descriptions: {
      home:
        "{site} hütet die Tür dieser Seite: ein Konto, das Ihnen allein gehört.",
      private: "Die Seite, die sich nur für Angemeldete öffnet.",
      login:
        "Anmelden mit E-Mail-Adresse und Passwort oder mit einem Link per E-Mail.",
      signUp:
        "Ein Konto anlegen, mit E-Mail-Adresse und einem eigenen Passwort.",
    },
  },
  passwordMeter: {
    weak: "Passwortstärke: schwach",
    fair: "Passwortstärke: mäßig",
    good: "Passwortstärke: gut",
    strong: "Passwortstärke: stark",
  },
  home: {
    title: "Start",
    heading: "Startseite",
    loggedIn: "Sie sind angemeldet :)",
    greeting: "Hallo {name}!",
    toPrivate: "Ihre private Seite ansehen",
    signedOut: "Sie sind NICHT angemeldet :(",
    toLogin: "Anmelden",
  },
  private: {
    title: "Privat",
    heading: "Private Seite",
    greeting: "Hallo {name}!",
    explained: "Nur wer angemeldet ist, sieht diese Seite.",
  },
  login: {
    title: "Anmelden",
    wrong: "E-Mail-Adresse oder Passwort ist falsch",
    notKept:
      "Ihr Browser hat das Cookie für die Anmeldung nicht behalten. Erlauben Sie Cookies für diese Website und melden Sie sich noch einmal an. Wenn das nicht hilft, löschen Sie die Cookies dieser Website.",
    form: {
      email: "E-Mail-Adresse",
      password: "Passwort",
      showPassword: "Passwort zeigen",
      remember: "Angemeldet bleiben",
      send: "Anmelden",
      sending: "Anmeldung läuft …",
    },
    forgotten: "Passwort vergessen?",
    byMail: "Stattdessen einen Link per E-Mail erhalten",
    toSignUp: "Konto anlegen",
  },
  loginAgain: {
    title: "Melden Sie sich an, um fortzufahren",
    ended:
      "Sie sind nicht mehr mit dem Konto angemeldet, zu dem dieses Formular gehört. Ihre Eingaben sind noch da: Melden Sie sich an, dann können Sie sie senden.",
    again: "Sie sind wieder angemeldet",
    kept:
      "Was Sie vorhin gesendet haben, ist noch nicht geschehen. Senden Sie es jetzt, oder verlassen Sie diese Seite.",
    send: "Jetzt senden",
  },
  otherOwner: {
    title: "Es wurde nichts geändert",
    other_account:
      "Sie sind jetzt als {address} angemeldet, haben dieses Formular aber mit einem anderen Konto geöffnet. Es wurde nichts geändert.",
    logged_in_since:
      "Sie sind jetzt als {address} angemeldet, haben dieses Formular aber vor der Anmeldung geöffnet. Es wurde nichts geändert.",
    logIn: "Mit dem anderen Konto anmelden",
    open: "Seite neu öffnen",
  },
  stayLoggedIn: {
    soon:
      "In zwei Minuten werden Sie abgemeldet, weil Sie eine Weile keine Seite geöffnet haben.",
    ending:
      "Ihre Sitzung endet in zwei Minuten. Was Sie eingeben, bleibt erhalten: Wenn Sie es senden, melden Sie sich an und machen weiter.",
    stay: "Angemeldet bleiben",
    staying: "Sie bleiben angemeldet.",
    over:
      "Sie sind abgemeldet. Was Sie eingeben, bleibt erhalten: Wenn Sie es senden, melden Sie sich an und machen weiter.",
  },
  signUp: {
    title: "Konto anlegen",
    passwordHint: {
      other:
        "Nehmen Sie ein Passwort mit mindestens {count} Zeichen; gut sind ein paar Wörter, die nicht zusammengehören.",
    },
    known: "Sie haben schon ein Konto? {logIn}.",
    logIn: "Melden Sie sich an",
    form: {
      email: "E-Mail-Adresse",
      name: "Name (wenn Sie mögen)",
      password: "Passwort",
      showPassword: "Passwort zeigen",
      send: "Konto anlegen",
      sending: "Konto wird angelegt …",
    },
  },
  profile: {
    optional: "(wenn Sie mögen)",
    labels: {},
  },
  signUpShut: {
    closed: {
      title: "Hier lassen sich keine Konten anlegen",
      next: "Bitten Sie die Betreiber dieser Seite um ein Konto.",
    },
    uninvited: {
      title: "Ein Konto gibt es nur auf Einladung",
      next:
        "Öffnen Sie den Link Ihrer Einladung oder bitten Sie die Betreiber dieser Seite um eine.",
    },
    void: {
      title: "Diese Einladung gilt nicht",
      next:
        "Sie ist zu alt, oder der Link ist unvollständig. Kopieren Sie ihn ganz oder bitten Sie um eine neue Einladung.",
    },
    used: {
      title: "Diese Einladung wurde schon verwendet",
      next:
        "Mit ihr wurde ein Konto angelegt. Wenn es Ihres ist, melden Sie sich an; sonst bitten Sie um eine weitere Einladung.",
    },
    logIn: "Anmelden",
  },
  mailed: {
    title: "Sehen Sie in Ihr Postfach",
    code:
      "Wir haben eine E-Mail an {address} geschickt. Öffnen Sie den Link darin, oder geben Sie hier den Code ein, falls sie einen enthält.",
    noCode:
      "Nach ein paar Minuten noch keine E-Mail? Sehen Sie im Spam-Ordner nach oder {startAgain}, falls die Adresse falsch ist.",
    startAgain: "beginnen Sie von vorn",
    link:
      "Falls es ein Konto für {address} gibt, haben wir einen Link dorthin geschickt.",
    holdsMinutes: {
      one: "Der Link gilt eine Minute.",
      other: "Der Link gilt {count} Minuten.",
    },
    holdsHours: {
      one: "Der Link gilt eine Stunde.",
      other: "Der Link gilt {count} Stunden.",
    },
    noLink:
      "Nach ein paar Minuten noch keine E-Mail? Sehen Sie im Spam-Ordner nach oder {tryAnother}.",
    tryAnother: "versuchen Sie es mit einer anderen Adresse",
  },
  codeForm: {
    email: "E-Mail-Adresse",
    code: "Code aus der E-Mail",
    send: "Bestätigen",
  },
  tokenForm: {
    moment: "Einen Moment. Wenn nichts geschieht, drücken Sie auf den Knopf.",
  },
  deadLink: {
    title: "Dieser Link gilt nicht mehr",
    why: "Er wurde schon verwendet oder ist zu alt.",
  },
  verify: {
    title: "Bestätigen Sie Ihre Adresse",
    byLink: "{address} bestätigen",
    byCode:
      "Geben Sie den Code aus der E-Mail an {address} ein oder öffnen Sie den Link darin.",
    byCodeOf:
      "Geben Sie die Adresse ein, mit der Sie das Konto angelegt haben, und den Code aus der E-Mail, die wir dorthin geschickt haben.",
    again: "E-Mail noch einmal senden",
    toGetAnother: "Um eine weitere E-Mail zu erhalten, {logIn}.",
    logIn: "melden Sie sich an",
    notices: { mailed: "Eine neue E-Mail ist unterwegs." },
    elsewhere: {
      explained:
        "Haben Sie sich mit {address} registriert? Geben Sie das Passwort ein, das Sie dabei gewählt haben, um zu zeigen, dass das Konto Ihnen gehört.",
      password: "Passwort",
      send: "Bestätigen",
      unknown:
        "Sie kennen das Passwort nicht, oder jemand anderes hat sich mit Ihrer Adresse registriert? Legen Sie ein neues Passwort fest, dann gehört das Konto nur Ihnen. Wenn Sie kein Konto möchten, schließen Sie diese Seite.",
      claim: "Neues Passwort setzen",
    },
    confirmed: {
      title: "Ihre Adresse ist bestätigt",
      loggedIn: "Sie sind angemeldet.",
      goOn: "Weiter",
    },
    void:
      "Wenn Sie Ihre Adresse gerade bestätigt haben, ist alles in Ordnung. {deadLinkLogIn}, um fortzufahren oder eine weitere E-Mail zu erhalten.",
    deadLinkLogIn: "Melden Sie sich an",
  },
  ownPassword: {
    label: "Passwort",
    forgotten: "Ich habe es vergessen oder nie eines gesetzt",
  },
  newAddressLink: {
    title: "Neue Adresse",
    heading: "Ihre neue Adresse",
    explained:
      "Ihr Konto bekommt die Adresse {address}. Von da an melden Sie sich mit ihr an.",
    password:
      "Geben Sie das Passwort Ihres Kontos ein, um zu zeigen, dass es Ihnen gehört.",
    use: "{address} verwenden",
    changed: "Ihre Adresse ist jetzt {address}.",
    logIn: "Anmelden",
    taken:
      "{address} gehört inzwischen zu einem anderen Konto oder gehörte bis vor Kurzem dazu. Ihre Adresse ist dieselbe geblieben.",
    another: "Eine andere Adresse wählen",
    void:
      "Falls Sie gerade eben auf den Knopf gedrückt haben, hat es geklappt: {look}. Sonst {again}.",
    look: "Sehen Sie sich Ihr Konto an",
    again: "geben Sie die neue Adresse noch einmal an",
  },
  secureAccount: {
    title: "Das war ich nicht",
    question:
      "Jemand anderes war in Ihrem Konto? Mit dem Knopf holen Sie es zurück. Das geschieht sofort:",
    address:
      "{address} ist wieder die Adresse Ihres Kontos, und keine andere ist es;",
    signedOut: "alle werden abgemeldet, auch Sie;",
    password: "das bisherige Passwort öffnet nichts mehr;",
    links:
      "Links, die wir zum Anmelden, zum Setzen eines Passworts oder zum Ändern der Adresse geschickt haben, sind ungültig;",
    kept: "das Konto wird nicht gelöscht, falls das verlangt wurde.",
    then: "Danach setzen Sie ein neues Passwort.",
    send: "Mein Konto zurückholen",
    void:
      "Falls Sie gerade eben auf den Knopf gedrückt haben, hat es geklappt: Niemand ist in Ihrem Konto angemeldet, und sein Passwort öffnet nichts mehr. Setzen Sie ein neues:",
    setNew: "Neues Passwort setzen",
  },
  loginLink: {
    title: "Anmelden per E-Mail",
    explained:
      "Wir schicken Ihnen einen Link, der Sie anmeldet. Öffnen Sie ihn möglichst in diesem Browser.",
    email: "E-Mail-Adresse",
    remember: "Angemeldet bleiben",
    mailLink: "Link anfordern",
    byPassword: "Mit Passwort anmelden",
    open: {
      title: "Anmelden",
      elsewhere:
        "Haben Sie diesen Link angefordert? Dann melden Sie sich mit dem Knopf an. Wenn nicht, schließen Sie diese Seite.",
      logInAs: "Als {address} anmelden",
      void:
        "Falls Sie gerade eben auf den Knopf gedrückt haben, hat es geklappt: Sie sind angemeldet. {goOn}.",
      goOn: "Weiter zur Startseite",
      again: "Neuen Link anfordern",
    },
  },
  stepUp: {
    title: "Passwort eingeben",
    heading: "Geben Sie Ihr Passwort ein, um fortzufahren",
    explained: {
      one:
        "Dafür muss Ihr Passwort in der letzten Minute eingegeben worden sein. Danach geht es dort weiter, wo Sie waren, mit allem, was Sie eingegeben haben.",
      other:
        "Dafür muss Ihr Passwort in den letzten {count} Minuten eingegeben worden sein. Danach geht es dort weiter, wo Sie waren, mit allem, was Sie eingegeben haben.",
    },
    send: "Weiter",
  },
  logout: {
    title: "Abmelden",
    question: "Möchten Sie sich auf diesem Gerät abmelden?",
  },
  newPassword: {
    title: "Passwort",
    heading: "Passwort ändern",
    explained: {
      one:
        "Verwenden Sie mindestens {count} Zeichen; gut sind ein paar Wörter, die nicht zusammengehören. Alle anderen Geräte werden abgemeldet.",
      other:
        "Verwenden Sie mindestens {count} Zeichen; gut sind ein paar Wörter, die nicht zusammengehören. Alle anderen Geräte werden abgemeldet.",
    },
    form: {
      present: "Jetziges Passwort",
      showPresent: "Jetziges Passwort zeigen",
      password: "Neues Passwort",
      showPassword: "Neues Passwort zeigen",
      send: "Passwort ändern",
      sending: "Wird geändert …",
    },
  },
  recovery: {
    title: "Neues Passwort setzen",
    explained:
      "Wir schicken Ihnen einen Link, mit dem Sie ein neues setzen können.",
    email: "E-Mail-Adresse",
    mailLink: "Link anfordern",
    known: "Es ist Ihnen wieder eingefallen? {logIn}.",
    logIn: "Melden Sie sich an",
    passwordHint: {
      other:
        "Das Passwort gehört zum Konto {address}. Nehmen Sie mindestens {count} Zeichen; gut sind ein paar Wörter, die nicht zusammengehören. Alle Geräte werden abgemeldet.",
    },
    void:
      "Falls Sie gerade eben auf den Knopf gedrückt haben, hat es geklappt: Ihr neues Passwort ist gesetzt, und Sie sind angemeldet. {goOn}.",
    goOn: "Weiter zu Ihrem Konto",
    again: "Neuen Link anfordern",
    form: {
      password: "Neues Passwort",
      showPassword: "Neues Passwort zeigen",
      send: "Passwort setzen",
      sending: "Wird gesetzt …",
    },
  },
  errors: {
    number: "Wenn es so bleibt, nennen Sie uns diese Nummer: {number}",
    toHome: "Zur Startseite",
  },
  times: {
    localMinute: "{minute} Uhr",
  },
  account: {
    title: "Konto",
    heading: "Ihr Konto",
    notices: {
      name_changed: "Ihre Änderungen wurden gespeichert.",
      address_changed:
        "Ihre Adresse wurde geändert. Melden Sie sich von nun an mit der neuen an.",
      password_changed:
        "Ihr Passwort wurde geändert, und alle anderen Geräte sind abgemeldet.",
    },
    name: "Name",
    email: "E-Mail-Adresse",
    unconfirmed: "Noch nicht bestätigt",
    confirm: "Jetzt bestätigen",
    since: "Mitglied seit",
    language: "Sprache",
    changeLanguage: "Ändern",
    rows: {
      name: {
        title: "Name",
        action: "Namen ändern",
        named: "So sprechen wir Sie an.",
        unnamed: "Wir sprechen Sie mit Ihrer Adresse an.",
      },
      address: {
        title: "E-Mail-Adresse",
        action: "Adresse ändern",
        explained: "Die neue Adresse gilt erst, wenn Sie sie bestätigt haben.",
      },
      password: {
        title: "Passwort",
        action: "Passwort ändern",
        explained: "Dabei werden alle anderen Geräte abgemeldet.",
      },
      sessions: {
        title: "Sitzungen",
        action: "Sitzungen ansehen",
        explained: {
          one: "Sie sind nur auf diesem Gerät angemeldet.",
          other: "Sie sind auf {count} Geräten angemeldet.",
        },
      },
      activity: {
        title: "Aktivität",
        action: "Aktivität ansehen",
        explained: "Anmeldungen und Änderungen der letzten 90 Tage.",
      },
      export: {
        title: "Datenexport",
        action: "Exportieren",
        explained: "Alles, was wir über Sie gespeichert haben, als Datei.",
      },
      deletion: {
        title: "Löschen",
        action: "Konto löschen",
        explained: {
          one: "Sie haben einen Tag Zeit, es sich anders zu überlegen.",
          other: "Sie haben {count} Tage Zeit, es sich anders zu überlegen.",
        },
      },
    },
  },
  name: {
    title: "Name",
    heading: "Namen ändern",
    explained:
      "Wie dürfen wir Sie nennen? Lassen Sie das Feld leer, sprechen wir Sie mit Ihrer Adresse an.",
    label: "Name",
    send: "Namen ändern",
  },
  newAddress: {
    title: "E-Mail-Adresse",
    heading: "E-Mail-Adresse ändern",
    explained:
      "Zurzeit lautet sie {address}. Wir schicken eine E-Mail an die neue Adresse; sobald Sie diese dort bestätigen, ersetzt sie die bisherige.",
    label: "Neue E-Mail-Adresse",
    send: "E-Mail senden",
    sent: "Wir haben eine E-Mail an {address} geschickt.",
    next:
      "Öffnen Sie innerhalb von 24 Stunden den Link darin, um die neue Adresse zu verwenden. Bis dahin melden Sie sich mit {address} an.",
    nothing:
      "Nichts angekommen? Sehen Sie im Spam-Ordner nach und prüfen Sie die Adresse: {again}.",
    again: "noch einmal eingeben",
    noMail:
      "Diese Website kann keine E-Mails verschicken, und eine neue Adresse muss per E-Mail bestätigt werden. Wenden Sie sich an die Betreiber.",
  },
  sessions: {
    title: "Sitzungen",
    heading: "Ihre Sitzungen",
    explained:
      "Jede ist ein Browser, in dem Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und {password}.",
    password: "ändern Sie dann Ihr Passwort",
    notices: {
      session_ended: "Diese Sitzung ist beendet.",
      others_ended: "Alle anderen Sitzungen sind beendet.",
    },
    gone: "Diese Sitzung gibt es nicht; vielleicht ist sie schon beendet.",
    present: "Diese Sitzung",
    since: "Angemeldet am {time}",
    sinceKept: "Angemeldet am {time}, bleibt angemeldet",
    inUse: "Gerade aktiv",
    lastSeen: "Zuletzt aktiv: {time}",
    end: "Beenden",
    endOf: "Beenden der Sitzung: {device}",
    endOthers: "Alle anderen abmelden",
  },
  activity: {
    title: "Aktivität",
    heading: "Ihre Aktivität",
    explained:
      "Was in den letzten 90 Tagen mit Ihrem Konto geschehen ist; was älter ist, wird vergessen. Wenn etwas davon nicht von Ihnen kam, {password}.",
    password: "ändern Sie Ihr Passwort",
    none: "Hier ist nichts.",
    older: "Älteres",
    withDetail: "{what}: {detail}",
    onDevice: "{time}, {device}",
    fromClient: "{time}, von {client}",
    onDeviceFrom: "{time}, {device}, von {client}",
  },
  export: {
    title: "Datenexport",
    heading: "Daten exportieren",
    explained:
      "Sie erhalten eine JSON-Datei, die Programme und Menschen lesen können. Darin steht alles, was wir über Sie gespeichert haben:",
    person:
      "Ihr Name, Ihre Adresse und die Adressen, die Sie bis vor Kurzem hatten;",
    sessions:
      "Ihre Sitzungen mit dem Namen, den jeder Browser sich selbst gegeben hat;",
    activity: "alle Aktivität der letzten 90 Tage;",
    mails:
      "welche Links aus unseren E-Mails noch gelten und welche E-Mails noch warten.",
    password: "Ihr Passwort ist nicht dabei: Wir kennen es nicht.",
    send: "Datei herunterladen",
  },
  deletion: {
    title: "Löschen",
    heading: "Konto löschen",
    explained: {
      one:
        "Sie werden sofort überall abgemeldet. Einen Tag lang holt eine Anmeldung alles zurück; danach ist Ihr Konto mit allem, was wir über Sie gespeichert haben, gelöscht, und niemand kann es zurückholen.",
      other:
        "Sie werden sofort überall abgemeldet. {count} Tage lang holt eine Anmeldung alles zurück; danach ist Ihr Konto mit allem, was wir über Sie gespeichert haben, gelöscht, und niemand kann es zurückholen.",
    },
    takeAlong: "Vielleicht möchten Sie vorher {export}.",
    export: "Ihre Daten mitnehmen",
    send: "Mein Konto löschen",
    goodbye: "Auf Wiedersehen",
    done: "Sie sind überall abgemeldet. Ihr Konto wird am {time} gelöscht.",
    wayBack:
      "Haben Sie es sich anders überlegt? {logIn}, und alles ist wie zuvor.",
    logIn: "Melden Sie sich vorher an",
  },
  admin: {
    title: "Benutzer",
    notices: {
      disable:
        "Das Konto ist deaktiviert, und alle seine Sitzungen sind beendet.",
      enable: "Mit dem Konto kann man sich wieder anmelden.",
      "end-sessions": "Alle Sitzungen des Kontos sind beendet.",
    },
    failures: {
      own:
        "Mit Ihrem eigenen Konto geht das nicht; ein anderer Admin kann es tun.",
      gone: "Dieses Konto gibt es nicht mehr.",
    },
    searched: "Nach E-Mail-Adresse, Domain oder ID suchen",
    search: "Suchen",
    none: "Kein Konto passt dazu.",
    pages: "Seiten",
    firstPage: "Erste Seite",
    nextPage: "Nächste Seite",
    named: "{name}, seit dem {day}",
    unnamed: "Seit dem {day}",
    states: { disabled: "deaktiviert", "to be deleted": "wird gelöscht" },
    unconfirmed: "nicht bestätigt",
    own: "Sie",
    actions: {
      enable: { short: "Aktivieren", whole: "Aktivieren: {address}" },
      disable: { short: "Deaktivieren", whole: "Deaktivieren: {address}" },
      "end-sessions": {
        short: "Sitzungen beenden",
        whole: "Sitzungen beenden: {address}",
      },
    },
  },
});
