/** @module The site's messages in German. */
import { defineLanguage, GERMAN } from "@latchkey/core/i18n";
import type { PageMessages } from "./language.ts";

/** German. */
export const german = defineLanguage<PageMessages>(GERMAN, {
  site: {
    skip: "Zum Inhalt springen",
    navigation: "Website",
    home: "Start",
    private: "Privat",
    admin: "Verwaltung",
    login: "Anmelden",
    signUp: "Konto anlegen",
    logout: "Abmelden",
    failed: "Fehler: {title}",
    banner: {
      name: "E-Mail-Bestätigung",
      sent:
        "Bestätigen Sie Ihre E-Mail-Adresse. Wir haben eine E-Mail an {address} geschickt.",
      enter: "Code eingeben oder E-Mail erneut senden",
    },
    theme: "Farbschema",
    themes: { light: "Hell", dark: "Dunkel", auto: "Automatisch" },
    language: "Sprache",
    descriptions: {
      home:
        "Bei {site} anmelden oder ein Konto anlegen, Sitzungen und Daten verwalten.",
      private: "Diese Seite sehen Sie nur, wenn Sie angemeldet sind.",
      login:
        "Anmelden mit E-Mail-Adresse und Passwort oder mit einem Link per E-Mail.",
      signUp: "Ein Konto mit E-Mail-Adresse und Passwort anlegen.",
    },
  },
  passwordAdvice: {
    other:
      "Mindestens {count} Zeichen. Mehrere Wörter, die nichts miteinander zu tun haben, ergeben ein starkes Passwort.",
  },
  passwordMeter: {
    weak: "Passwortstärke: schwach",
    fair: "Passwortstärke: mittel",
    good: "Passwortstärke: gut",
    strong: "Passwortstärke: stark",
  },
  home: {
    title: "Start",
    heading: "Startseite",
    loggedIn: "Sie sind angemeldet :)",
    greeting: "Hallo {name}!",
    toPrivate: "Zu Ihrer privaten Seite",
    loggedOut: "Sie sind NICHT angemeldet :(",
    toLogin: "Anmelden",
    overview: {
      title: "Das können Sie hier tun",
      pages: {
        account: {
          title: "Konto verwalten",
          explained: "Ändern Sie Namen, E-Mail-Adresse und Passwort.",
        },
        sessions: {
          title: "Angemeldete Geräte ansehen",
          explained: "Beenden Sie Sitzungen, die Sie nicht kennen.",
        },
        activity: {
          title: "Aktivität prüfen",
          explained: "Anmeldungen und Änderungen der letzten 90 Tage.",
        },
        data: {
          title: "Daten exportieren",
          explained: "Eine Datei mit allem, was wir über Sie speichern.",
        },
      },
    },
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
    cookieBlocked:
      "Ihr Browser hat das Cookie für die Anmeldung blockiert. Erlauben Sie Cookies für diese Website und melden Sie sich noch einmal an. Falls das nicht hilft, löschen Sie die Cookies dieser Website.",
    form: {
      email: "E-Mail-Adresse",
      password: "Passwort",
      showPassword: "Passwort anzeigen",
      remember: "Angemeldet bleiben",
      send: "Anmelden",
      sending: "Anmeldung läuft\u00a0…",
    },
    forgotten: "Passwort vergessen?",
    byEmail: "Anmeldelink per E-Mail erhalten",
    toSignUp: "Konto anlegen",
  },
  loginAgain: {
    title: "Melden Sie sich an, um fortzufahren",
    ended:
      "Sie sind nicht mehr mit dem Konto angemeldet, mit dem Sie dieses Formular geöffnet haben. Ihre Eingaben sind gespeichert. Melden Sie sich an, um sie zu senden.",
    again: "Sie sind wieder angemeldet",
    unsent:
      "Ihr Formular wurde noch nicht gesendet. Senden Sie es jetzt, oder verlassen Sie diese Seite, um es zu verwerfen.",
    send: "Formular senden",
  },
  otherOwner: {
    title: "Es wurde nichts geändert",
    other_account:
      "Sie sind als {address} angemeldet, haben dieses Formular aber mit einem anderen Konto geöffnet. Es wurde nichts geändert.",
    logged_in_since:
      "Sie sind als {address} angemeldet, haben dieses Formular aber vor der Anmeldung geöffnet. Es wurde nichts geändert.",
    logIn: "Mit dem anderen Konto anmelden",
    open: "Seite neu laden",
  },
  stayLoggedIn: {
    soon:
      "Sie werden in 2 Minuten abgemeldet, weil Sie längere Zeit nicht aktiv waren.",
    ending:
      "Ihre Sitzung endet in 2 Minuten. Sie können weiterschreiben. Beim Senden bitten wir Sie, sich anzumelden. Ihre Eingaben gehen nicht verloren.",
    stay: "Angemeldet bleiben",
    staying: "Sie sind weiterhin angemeldet.",
    over:
      "Sie wurden abgemeldet. Sie können weiterschreiben. Beim Senden bitten wir Sie, sich anzumelden. Ihre Eingaben gehen nicht verloren.",
  },
  signUp: {
    title: "Konto anlegen",
    known: "Sie haben bereits ein Konto? {logIn}",
    logIn: "Anmelden",
    form: {
      email: "E-Mail-Adresse",
      name: "Name (optional)",
      password: "Passwort",
      showPassword: "Passwort anzeigen",
      send: "Konto anlegen",
      sending: "Konto wird angelegt\u00a0…",
    },
  },
  profile: {
    optional: "(optional)",
    labels: {},
  },
  signUpUnavailable: {
    closed: {
      title: "Die Registrierung ist geschlossen",
      next: "Bitten Sie den Betreiber dieser Website um ein Konto.",
    },
    uninvited: {
      title: "Registrierung nur mit Einladung",
      next:
        "Öffnen Sie den Link in Ihrer Einladung, oder bitten Sie den Betreiber dieser Website um eine.",
    },
    void: {
      title: "Diese Einladung ist ungültig",
      next:
        "Sie ist abgelaufen, oder der Link ist unvollständig. Kopieren Sie den ganzen Link, oder bitten Sie um eine neue Einladung.",
    },
    used: {
      title: "Diese Einladung wurde bereits verwendet",
      next:
        "Damit wurde ein Konto angelegt. Wenn Sie das waren, melden Sie sich an. Andernfalls bitten Sie um eine neue Einladung.",
    },
    logIn: "Anmelden",
  },
  mailed: {
    title: "Prüfen Sie Ihr Postfach",
    code:
      "Wir haben eine E-Mail an {address} geschickt. Öffnen Sie den Link darin. Enthält die E-Mail einen Code, können Sie ihn stattdessen hier eingeben.",
    noEmail:
      "Keine E-Mail erhalten? Sehen Sie im Spam-Ordner nach, oder {startAgain}, falls die Adresse falsch ist.",
    startAgain: "beginnen Sie von vorn",
    link:
      "Falls es ein Konto für {address} gibt, haben wir einen Link dorthin geschickt.",
    expiresInMinutes: {
      one: "Der Link ist eine Minute gültig.",
      other: "Der Link ist {count} Minuten gültig.",
    },
    expiresInHours: {
      one: "Der Link ist eine Stunde gültig.",
      other: "Der Link ist {count} Stunden gültig.",
    },
    noLinkEmail:
      "Keine E-Mail erhalten? Sehen Sie im Spam-Ordner nach, oder {tryAnother}.",
    tryAnother: "versuchen Sie es mit einer anderen Adresse",
  },
  codeForm: {
    email: "E-Mail-Adresse",
    code: "Code aus der E-Mail",
    send: "Bestätigen",
  },
  tokenForm: {
    moment:
      "Einen Moment, bitte. Wenn nichts geschieht, klicken Sie auf die Schaltfläche.",
  },
  deadLink: {
    title: "Dieser Link ist nicht mehr gültig",
    why: "Er wurde bereits verwendet oder ist abgelaufen.",
  },
  verify: {
    title: "E\u2011Mail-Adresse bestätigen",
    byLink: "{address} bestätigen",
    byCode:
      "Geben Sie den Code ein, den wir an {address} geschickt haben, oder öffnen Sie den Link in der E-Mail.",
    byCodeOf:
      "Geben Sie die E-Mail-Adresse ein, mit der Sie das Konto angelegt haben, und den Code, den wir dorthin geschickt haben.",
    again: "E-Mail erneut senden",
    toGetAnother: "Um eine neue E-Mail zu erhalten, {logIn}.",
    logIn: "melden Sie sich an",
    notices: { mailed: "Wir haben Ihnen eine neue E-Mail geschickt." },
    elsewhere: {
      explained:
        "Haben Sie mit {address} ein Konto angelegt? Geben Sie das Passwort ein, das Sie dabei gewählt haben, um zu bestätigen, dass das Konto Ihnen gehört.",
      password: "Passwort",
      send: "Bestätigen",
      unknown:
        "Kennen Sie das Passwort nicht, oder hat jemand anderes mit Ihrer Adresse ein Konto angelegt? Legen Sie ein neues Passwort fest, dann gehört das Konto Ihnen allein. Wenn Sie kein Konto möchten, schließen Sie diese Seite.",
      claim: "Neues Passwort festlegen",
    },
    confirmed: {
      title: "Ihre E\u2011Mail-Adresse ist bestätigt",
      loggedIn: "Sie sind angemeldet.",
      continueLink: "Weiter",
    },
    deadLink: {
      explained:
        "Wenn Sie Ihre E-Mail-Adresse gerade bestätigt haben, ist alles in Ordnung. {logIn}, um fortzufahren oder eine neue E-Mail zu erhalten.",
      logIn: "Melden Sie sich an",
    },
  },
  ownPassword: {
    label: "Passwort",
    forgotten: "Passwort vergessen oder nie festgelegt?",
  },
  newAddressLink: {
    title: "Ihre neue E\u2011Mail-Adresse",
    explained: "Künftig melden Sie sich mit {address} an.",
    password: "Geben Sie zur Bestätigung das Passwort Ihres Kontos ein.",
    use: "{address} verwenden",
    changed: "Ihre E-Mail-Adresse ist jetzt {address}.",
    logIn: "Anmelden",
    taken:
      "{address} gehört zu einem anderen Konto oder gehörte bis vor Kurzem zu einem. Ihre E-Mail-Adresse wurde nicht geändert.",
    another: "Andere E-Mail-Adresse verwenden",
    deadLink:
      "Wenn Sie die Änderung gerade bestätigt haben, hat es geklappt: {look}. Andernfalls {again}.",
    look: "Sehen Sie sich Ihr Konto an",
    again: "fordern Sie die Änderung noch einmal an",
  },
  secureAccount: {
    title: "Das war ich nicht",
    question:
      "War jemand anderes in Ihrem Konto? Mit der Schaltfläche unten holen Sie es zurück. Das geschieht sofort:",
    address: "Die E-Mail-Adresse Ihres Kontos ist wieder {address}.",
    loggedOut: "Alle werden abgemeldet, auch Sie.",
    password: "Ihr Passwort funktioniert nicht mehr, falls Sie eines haben.",
    links:
      "Links, die wir zum Anmelden, zum Festlegen eines Passworts oder zum Ändern der E-Mail-Adresse geschickt haben, funktionieren nicht mehr.",
    factors:
      "Änderungen an Ihren zweiten Faktoren seit dem Vorfall werden rückgängig gemacht.",
    deletionCancelled:
      "Falls das Konto zur Löschung vorgemerkt ist, bleibt es bestehen.",
    then: "Danach legen Sie ein neues Passwort fest.",
    send: "Mein Konto sichern",
    deadLink:
      "Wenn Sie Ihr Konto gerade gesichert haben, hat es geklappt: Alle sind abgemeldet, und kein altes Passwort funktioniert mehr. Legen Sie ein neues fest:",
    setNew: "Neues Passwort festlegen",
  },
  loginLink: {
    title: "Mit Link per E\u2011Mail anmelden",
    explained:
      "Wir schicken Ihnen einen Link, mit dem Sie sich anmelden können. Öffnen Sie ihn möglichst in diesem Browser.",
    email: "E-Mail-Adresse",
    remember: "Angemeldet bleiben",
    sendLink: "Link senden",
    byPassword: "Mit Passwort anmelden",
    open: {
      title: "Anmelden",
      elsewhere:
        "Haben Sie diesen Link angefordert? Wenn nicht, schließen Sie diese Seite.",
      logInAs: "Als {address} anmelden",
      deadLink:
        "Wenn Sie ihn gerade verwendet haben, hat es geklappt: Sie sind angemeldet. {continueLink}",
      continueLink: "Weiter zur Startseite",
      again: "Neuen Link anfordern",
    },
  },
  secondFactor: {
    title: "Noch ein Schritt",
    explained:
      "Der erste Schritt war richtig. Zeigen Sie jetzt, dass Sie es wirklich sind.",
    send: "Anmelden",
    notYou: "Nicht Ihr Konto? {again}.",
    again: "Melden Sie sich mit einem anderen an",
    trust: "Diesem Browser 30 Tage lang vertrauen",
    trustNote:
      "Wählen Sie das nur auf einem Gerät, das niemand außer Ihnen benutzt.",
    kinds: {
      authenticator_app: {
        label: "Code aus Ihrer Authenticator-App",
        advice: "Sechs Ziffern, die alle 30 Sekunden wechseln.",
        instead: "Authenticator-App verwenden",
      },
      passkeys: {
        label: "Passkey",
        advice:
          "Ihr Fingerabdruck, Ihr Gesicht, die PIN Ihres Geräts oder ein Sicherheitsschlüssel.",
        instead: "Passkey verwenden",
        wrong:
          "Dieser Passkey konnte nicht geprüft werden oder gehört nicht zu diesem Konto. Versuchen Sie es noch einmal.",
      },
      recovery_codes: {
        label: "Wiederherstellungscode",
        advice:
          "Einer der Codes, die Sie gespeichert haben. Jeder gilt einmal.",
        instead: "Wiederherstellungscode verwenden",
      },
      email_code: {
        label: "Code aus der E-Mail",
        advice: "Sechs Ziffern",
        instead: "Code aus einer E-Mail verwenden",
      },
    },
  },
  emailCode: {
    title: "Geben Sie den Code aus der E-Mail ein",
    explained:
      "Ihr Passwort stimmt, aber auf diesem Gerät haben Sie sich noch nie angemeldet. Ein Code aus einer E-Mail zeigt, dass Sie es sind.",
    sent:
      "Wir haben einen sechsstelligen Code an {address} geschickt. Er gilt 10 Minuten.",
    sentAgain:
      "Wir haben einen Code an {address} geschickt. Frühere Codes gelten nicht mehr.",
    delayed:
      "Die E-Mail an {address} verspätet sich, weil der Mailserver nicht antwortet. Wir versuchen es weiter.",
    unsent: "Wir können einen sechsstelligen Code an {address} schicken.",
    none: "Keine E-Mail erhalten? Sehen Sie im Spam-Ordner nach.",
    elsewhere:
      "Auf einem Gerät, auf dem Sie sich schon einmal angemeldet haben, brauchen Sie keinen Code.",
    send: "Code senden",
    sendAgain: "Neuen Code senden",
  },
  otherDevices: {
    explained:
      "Möglicherweise sind Sie noch auf anderen Geräten angemeldet. {review}",
    review: "Sitzungen ansehen",
  },
  trustedBrowsers: {
    title: "Vertrauenswürdige Browser",
    explained:
      "Wenn Sie sich mit diesen Browsern anmelden, fragen wir nicht nach Ihrem zweiten Faktor. Ihr Passwort brauchen Sie weiterhin.",
    none:
      "Sie vertrauen keinem Browser. Wir fragen bei jeder Anmeldung nach Ihrem zweiten Faktor.",
    present: "dieser Browser",
    since: "Vertrauenswürdig seit {time}",
    used: "Zuletzt verwendet: {time}",
    until: "Bis {time}",
    end: "Entfernen",
    endOf: "{device} entfernen",
    endAll: "Alle entfernen",
    gone: "Diesem Browser wird nicht mehr vertraut.",
    notices: {
      trust_ended:
        "Entfernt. Bei der nächsten Anmeldung dort fragen wir wieder nach Ihrem zweiten Faktor.",
    },
  },
  authenticator: {
    title: "Authenticator-Apps",
    explained:
      "Eine Authenticator-App zeigt alle 30 Sekunden einen neuen Code. Wir fragen bei der Anmeldung danach. So kommt niemand allein mit Ihrem Passwort in Ihr Konto.",
    unnamed: "Authenticator-App",
    added: "Hinzugefügt: {time}.",
    lastUsed: "Zuletzt verwendet: {time}.",
    remove: "Entfernen",
    removeOf: "{name} entfernen",
    setUp: "App einrichten",
    setUpAnother: "Weitere App einrichten",
    full: {
      one:
        "Sie können {count} App verwenden. Entfernen Sie sie, bevor Sie eine andere einrichten.",
      other:
        "Sie können bis zu {count} Apps verwenden. Entfernen Sie eine, bevor Sie eine weitere einrichten.",
    },
    gone: "Diese App wurde bereits entfernt.",
    notices: {
      app_added:
        "Ihre App ist eingerichtet. Ab jetzt fragen wir bei der Anmeldung nach einem Code daraus.",
      app_removed: "Die App wurde entfernt.",
      setup_over: "Diese Einrichtung ist beendet. Beginnen Sie von vorn.",
      last_app_removed:
        "Die App wurde entfernt. Wenn Sie keinen anderen zweiten Faktor haben, genügt zur Anmeldung jetzt Ihr Passwort.",
    },
    setup: {
      title: "Authenticator-App einrichten",
      scan:
        "Scannen Sie diesen QR-Code mit einer Authenticator-App auf Ihrem Smartphone oder Tablet.",
      qrCode: "QR-Code mit dem Schlüssel darunter",
      key: "Scannen geht nicht? Geben Sie diesen Schlüssel in die App ein:",
      open: "App auf diesem Gerät öffnen",
      enter: "Geben Sie dann den Code ein, den die App zeigt.",
      code: "Code aus der App",
      codeAdvice: "Sechs Ziffern, die alle 30 Sekunden wechseln.",
      name: "Name des Geräts (optional)",
      nameAdvice: "Zum Beispiel „Annas Handy“. Er steht in der Liste der Apps.",
      send: "Bestätigen",
      wrong:
        "Dieser Code ist falsch oder abgelaufen. Geben Sie den Code ein, den die App jetzt zeigt. Wenn es nicht klappt, prüfen Sie die Uhr des Geräts.",
    },
  },
  recoveryCodes: {
    title: "Wiederherstellungs\u00adcodes", // Too long for narrow windows.
    explained:
      "Mit einem Wiederherstellungscode können Sie sich anmelden, wenn Sie Ihre Authenticator-App oder Ihren Passkey verloren haben. Jeder Code funktioniert nur einmal.",
    useless:
      "Sie haben keinen zweiten Faktor, den Wiederherstellungscodes ersetzen könnten. Wenn Sie einen einrichten, erhalten Sie die Codes dazu.",
    left: {
      one: "Sie haben noch {count} Code. Erstellt am {day}.",
      other: "Sie haben noch {count} Codes. Erstellt am {day}.",
    },
    noneLeft: "Sie haben keine Wiederherstellungscodes.",
    low: "Erstellen Sie jetzt neue Codes, damit Sie sich nicht aussperren.",
    replace: "Neue Codes erstellen",
    replaced: "Ihre bisherigen Codes funktionieren dann nicht mehr.",
    notices: {
      codes_unseen:
        "Ihre App ist eingerichtet. Falls Sie Ihre Wiederherstellungscodes nicht gesehen haben, erstellen Sie neue.",
      logged_in_by_code:
        "Sie haben sich mit einem Wiederherstellungscode angemeldet. Er funktioniert nicht noch einmal.",
    },
    continueLink: "Weiter",
    lost: "App oder Passkey verloren? Entfernen Sie den Eintrag {account}.",
    account: "in Ihrem Konto",
    fresh: {
      title: "Speichern Sie Ihre Wiederherstellungs\u00adcodes",
      appAdded: "Ihre App ist eingerichtet.",
      explained:
        "Bewahren Sie diese Codes so auf, dass Sie sie ohne Ihr Smartphone finden, zum Beispiel in einem Passwortmanager oder auf Papier. Wenn Sie Ihren zweiten Faktor verlieren, können Sie sich mit jedem Code einmal anmelden.",
      once: "Wir können sie nicht noch einmal anzeigen.",
      heading: "Wiederherstellungscodes für {address}",
      fileNote: "Erstellt am {day}. Jeder Code funktioniert nur einmal.",
      download: "Codes herunterladen",
      print: "Zum Drucken verwenden Sie die Druckfunktion Ihres Browsers.",
      done: "Ich habe die Codes gespeichert",
      gone:
        "Wir können Ihre Codes nicht noch einmal anzeigen. Erstellen Sie neue.",
    },
  },
  requiredFactor: {
    name: "Zweiter Faktor erforderlich",
    due:
      "Ihr Konto braucht neben dem Passwort einen zweiten Faktor. Richten Sie bis zum {day} einen ein, damit Sie weiterhin alle Seiten nutzen können.",
    overdue:
      "Ihr Konto braucht neben dem Passwort einen zweiten Faktor. Bis Sie einen eingerichtet haben, können Sie nur die Seiten zur Sicherheit Ihres Kontos nutzen.",
    setUp: "Zweiten Faktor einrichten",
  },
  passkeys: {
    logIn: "Mit Passkey anmelden",
    cancelled:
      "Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal, oder melden Sie sich anders an.",
    notShown: "Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal.",
    unsupported:
      "Passkeys brauchen JavaScript und einen aktuellen Browser. Schalten Sie JavaScript ein, oder verwenden Sie einen anderen Browser.",
    failed: {
      title: "Sie sind nicht angemeldet",
      unknown:
        "Dieser Passkey gehört hier zu keinem Konto. Vielleicht wurde er entfernt. Melden Sie sich anders an, und fügen Sie dann in Ihrem Konto einen neuen hinzu.",
      removed:
        "Dieser Passkey wurde aus Ihrem Konto entfernt und gilt nicht mehr. Melden Sie sich anders an. Falls Sie ihn nicht entfernt haben, verwenden Sie den Link in der E-Mail, die wir Ihnen geschickt haben.",
      wrong:
        "Ihr Passkey konnte nicht geprüft werden, oder es hat zu lange gedauert. Versuchen Sie es noch einmal.",
      closed:
        "Dieses Konto kann nicht verwendet werden. Vielleicht wurde es gesperrt oder gelöscht. Wenden Sie sich an den Betreiber.",
      again: "Noch einmal versuchen",
      otherwise: "Anders anmelden",
    },
    offer: {
      name: "Passkey",
      text:
        "Melden Sie sich ohne Passwort an: mit Fingerabdruck, Gesicht oder Geräte-PIN.",
      add: "Passkey hinzufügen",
      decline: "Nein danke",
    },
    title: "Passkeys",
    explained:
      "Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Geräte-PIN an. Er liegt auf Ihrem Gerät oder in Ihrem Passwortmanager und kann weder erraten noch durch Phishing gestohlen werden.",
    none: "Sie haben noch keine Passkeys.",
    add: "Passkey hinzufügen",
    added: "Hinzugefügt am {day}",
    used: "zuletzt verwendet {time}",
    unused: "noch nie verwendet",
    synced: "Auf Ihren Geräten synchronisiert",
    bound: "Auf einem Gerät",
    rename: "Umbenennen",
    renameOne: "{name} umbenennen",
    name: "Name",
    save: "Namen speichern",
    remove: "Entfernen",
    removeOne: "{name} entfernen",
    notices: {
      passkey_added:
        "Ihr Passkey wurde hinzugefügt. Sie können sich jetzt mit ihm anmelden.",
      passkey_renamed: "Der Passkey wurde umbenannt.",
      passkey_removed:
        "Der Passkey wurde entfernt. Mit ihm können Sie sich nicht mehr anmelden.",
    },
    failures: {
      gone:
        "Diesen Passkey gibt es nicht mehr. Vielleicht wurde er schon entfernt.",
      last:
        "Das ist Ihr einziger Passkey, und Ihr Konto hat kein Passwort. Fügen Sie zuerst einen weiteren Passkey hinzu, oder legen Sie ein Passwort fest.",
    },
    new: {
      title: "Passkey hinzufügen",
      explained:
        "Ihr Browser fragt, wo der Passkey gespeichert und womit er entsperrt werden soll. Danach können Sie ihm einen Namen geben.",
      create: "Passkey erstellen",
      cancelled:
        "Es wurde kein Passkey erstellt. Falls dieses Gerät schon einen für Ihr Konto hat, können Sie diesen verwenden. Versuchen Sie es sonst noch einmal.",
      refused:
        "Der Passkey konnte nicht hinzugefügt werden, oder es hat zu lange gedauert. Versuchen Sie es noch einmal.",
      full: {
        one:
          "Sie haben einen Passkey und können keine weiteren hinzufügen. Entfernen Sie ihn zuerst.",
        other:
          "Sie haben {count} Passkeys und können keine weiteren hinzufügen. Entfernen Sie zuerst einen, den Sie nicht mehr brauchen.",
      },
      address:
        "Unter dieser Adresse erlauben Browser keine Passkeys. Öffnen Sie die Website unter ihrem Domainnamen, bei der Entwicklung unter localhost.",
    },
  },
  passwordless: {
    notices: {
      password_added:
        "Ihr Passwort wurde festgelegt. Auf allen anderen Geräten wurden Sie abgemeldet.",
      password_removed:
        "Ihr Passwort wurde entfernt. Auf allen anderen Geräten wurden Sie abgemeldet.",
    },
    signUp: {
      button: "Konto mit Passkey anlegen",
      title: "Passkey erstellen",
      explained:
        "Ihr Gerät fragt Sie nach Fingerabdruck, Gesicht oder Displaysperre. So melden Sie sich künftig auch als {address} an. Ein Passwort brauchen Sie nicht.",
      create: "Passkey erstellen",
      cancelled:
        "Es wurde kein Passkey erstellt. Versuchen Sie es noch einmal, oder legen Sie Ihr Konto mit einem Passwort an.",
      refused:
        "Ihr Passkey wurde nicht gespeichert. Vielleicht war diese Seite zu lange geöffnet. Erstellen Sie ihn noch einmal.",
      unsupported:
        "Ihr Browser unterstützt keine Passkeys, oder JavaScript ist ausgeschaltet. Legen Sie Ihr Konto mit einem Passwort an.",
      byPassword: "Konto stattdessen mit Passwort anlegen",
    },
    confirm: {
      explained:
        "Haben Sie mit {address} ein Konto angelegt? Bestätigen Sie es mit dem Passkey, den Sie dabei erstellt haben. Ist er nicht auf diesem Gerät, geben Sie den Code aus der E\u2011Mail in dem Browser ein, in dem Sie das Konto angelegt haben.",
      unknown:
        "Haben Sie den Passkey nicht mehr, oder hat jemand anderes mit Ihrer Adresse ein Konto angelegt? Legen Sie ein Passwort fest, dann gehört das Konto Ihnen allein: Bisher erstellte Passkeys funktionieren nicht mehr. Wenn Sie kein Konto möchten, schließen Sie diese Seite.",
      claim: "Passwort festlegen",
    },
    newAddress: {
      explained:
        "Ihr Konto hat kein Passwort. Bestätigen Sie hier so, wie Sie sich sonst anmelden, oder melden Sie sich zuerst an und öffnen Sie diesen Link dann noch einmal.",
    },
    setPassword: {
      title: "Passwort festlegen",
      explained:
        "Ihr Konto hat kein Passwort. Mit einem Passwort können Sie sich auch mit E\u2011Mail-Adresse und Passwort anmelden. Auf allen anderen Geräten werden Sie abgemeldet.",
      send: "Passwort festlegen",
    },
    removePassword: {
      title: "Passwort entfernen",
      offer: "Sie haben einen Passkey und brauchen deshalb kein Passwort.",
      link: "Passwort entfernen",
      explained:
        "Sie melden sich dann mit Ihrem Passkey oder mit einem Link an, den wir Ihnen per E\u2011Mail schicken. Auf allen anderen Geräten werden Sie abgemeldet.",
      byPasskeyOnly:
        "Sie melden sich dann mit Ihrem Passkey an. Auf allen anderen Geräten werden Sie abgemeldet.",
      send: "Passwort entfernen",
    },
    row: {
      explained: "Sie haben kein Passwort.",
      action: "Passwort festlegen",
    },
    stepUp: {
      explained: {
        one:
          "Zu Ihrer Sicherheit bitten wir Sie, Ihre Identität zu bestätigen, wenn Sie das zuletzt vor mehr als einer Minute getan haben. Ihre Eingaben gehen nicht verloren.",
        other:
          "Zu Ihrer Sicherheit bitten wir Sie, Ihre Identität zu bestätigen, wenn Sie das zuletzt vor mehr als {count} Minuten getan haben. Ihre Eingaben gehen nicht verloren.",
      },
      nothing:
        "Ihr Konto hat kein Passwort, deshalb können wir hier nicht danach fragen. Legen Sie mit einem Link, den wir Ihnen per E\u2011Mail schicken, ein Passwort fest, und kehren Sie dann auf diese Seite zurück.",
      link: "Passwort festlegen",
    },
  },
  providers: {
    separator: "oder",
    use: "Weiter mit {provider}",
    failed: {
      titles: {
        log_in: "Sie sind nicht angemeldet",
        link: "{provider} wurde nicht verknüpft",
        step_up: "Ihre Identität wurde nicht bestätigt",
      },
      reasons: {
        cancelled:
          "Sie haben die Anmeldung bei {provider} abgebrochen, oder sie ist dort nicht erlaubt.",
        invalid:
          "Die Antwort von {provider} konnte nicht geprüft werden. Versuchen Sie es noch einmal. Wenn das öfter vorkommt, wenden Sie sich an den Betreiber.",
        down:
          "{provider} antwortet gerade nicht. Versuchen Sie es in einigen Minuten noch einmal, oder nehmen Sie einen anderen Weg.",
        expired:
          "Diese Anmeldung hat länger als 10 Minuten gedauert oder wurde in einem anderen Browser begonnen. Beginnen Sie noch einmal. Hilft das nicht, erlauben Sie Cookies für diese Website.",
        used:
          "Diese Anmeldung wurde schon verwendet. Beginnen Sie noch einmal.",
        account_closed:
          "Dieses Konto kann nicht verwendet werden. Vielleicht wurde es gesperrt oder gelöscht. Wenden Sie sich an den Betreiber.",
        logged_out:
          "Während Sie bei {provider} waren, haben Sie sich hier abgemeldet oder bei einem anderen Konto angemeldet. Melden Sie sich an und beginnen Sie noch einmal.",
        not_recent:
          "Sie waren eine Weile weg, deshalb müssen wir Ihre Identität noch einmal bestätigen. Beginnen Sie noch einmal.",
        address_unconfirmed:
          "Bestätigen Sie zuerst Ihre E-Mail-Adresse. Danach können Sie {provider} verknüpfen.",
        linked_elsewhere:
          "Ihre Anmeldung bei {provider} ist hier schon mit einem anderen Konto verknüpft. Um sie mit diesem zu verknüpfen, melden Sie sich zuerst bei dem anderen Konto an und lösen Sie die Verknüpfung dort.",
        other_identity:
          "Die Anmeldung, die Sie bei {provider} gewählt haben, ist nicht mit diesem Konto verknüpft. Wählen Sie die verknüpfte.",
        not_again:
          "{provider} hat Sie nicht noch einmal nach Ihrer Anmeldung gefragt. Melden Sie sich dort ab und versuchen Sie es noch einmal, oder bestätigen Sie Ihre Identität auf andere Weise.",
      },
      again: "Noch einmal versuchen",
      logIn: "Anders anmelden",
      toLogins: "Zurück zu den verknüpften Anmeldungen",
      confirm: "Auf andere Weise bestätigen",
    },
    signUp: {
      title: "Registrierung abschließen",
      confirmed: "Fast geschafft. Prüfen Sie Ihre Angaben.",
      unconfirmed:
        "Fast geschafft. Prüfen Sie Ihre Angaben. Danach schicken wir Ihnen eine E-Mail, mit der Sie Ihre Adresse bestätigen.",
      noAddress:
        "{provider} hat uns keine E-Mail-Adresse mitgeteilt. Geben Sie sie hier ein. Danach schicken wir Ihnen eine E-Mail, mit der Sie sie bestätigen.",
      send: "Konto anlegen",
      known:
        "Sie haben schon ein Konto? {logIn} und verknüpfen Sie dann {provider} in Ihrem Konto.",
      logIn: "Melden Sie sich an",
    },
    known: {
      title: "Sie haben schon ein Konto",
      explained:
        "Mit Ihrer E-Mail-Adresse {address} gibt es schon ein Konto. Melden Sie sich noch einmal so an wie sonst. Danach können Sie {provider} verknüpfen.",
      logIn: "Anmelden und {provider} verknüpfen",
      notNow: "Ohne Verknüpfung anmelden",
    },
    confirm: {
      title: "{provider} verknüpfen?",
      explained:
        "Sie sind als {address} angemeldet. Wenn Sie {provider} verknüpfen, können Sie sich künftig auch damit bei diesem Konto anmelden.",
      login: "Ihre Anmeldung bei {provider}: {login}",
      send: "{provider} verknüpfen",
      notNow: "Jetzt nicht",
      otherAccount:
        "Sie sind als {address} angemeldet, aber Ihre Anmeldung bei {provider} gehört zu einem anderen Konto. Melden Sie sich ab und dann bei dem anderen Konto an.",
    },
    logins: {
      title: "Verknüpfte Anmeldungen",
      explained:
        "Verknüpfen Sie ein Konto, das Sie anderswo haben, und melden Sie sich damit an. Das Passwort dafür erfahren wir nie.",
      linked: "Verknüpft am {day}",
      used: "zuletzt verwendet {time}",
      unused: "noch nie verwendet",
      retired: "Nicht mehr angeboten",
      unlink: "Verknüpfung lösen",
      unlinkOne: "Verknüpfung lösen: {provider} {login}",
      linkTitle: "Anmeldung verknüpfen",
      link: "{provider} verknüpfen",
      linkShort: "Verknüpfen",
      none: "Sie haben noch keine Anmeldung verknüpft.",
      notices: {
        login_linked:
          "Die Anmeldung wurde verknüpft. Sie können sich jetzt damit anmelden.",
        login_unlinked:
          "Die Verknüpfung wurde gelöst. Sie können sich nicht mehr damit anmelden.",
      },
      failures: {
        gone:
          "Diese Anmeldung ist nicht mehr verknüpft. Vielleicht wurde die Verknüpfung schon gelöst.",
        last:
          "Sie können sich nur auf diese Weise anmelden. Legen Sie zuerst ein Passwort fest, oder richten Sie eine andere Anmeldung ein.",
      },
    },
    row: {
      title: "Verknüpfte Anmeldungen",
      action: "Verknüpfte Anmeldungen verwalten",
      none: "Melden Sie sich mit einem Konto an, das Sie anderswo haben.",
      count: {
        one: "Sie haben eine verknüpfte Anmeldung.",
        other: "Sie haben {count} verknüpfte Anmeldungen.",
      },
    },
    stepUp: {
      explained: {
        one:
          "Zu Ihrer Sicherheit bitten wir Sie, Ihre Identität zu bestätigen, wenn Sie das zuletzt vor mehr als einer Minute getan haben.",
        other:
          "Zu Ihrer Sicherheit bitten wir Sie, Ihre Identität zu bestätigen, wenn Sie das zuletzt vor mehr als {count} Minuten getan haben.",
      },
      lost:
        "Danach kehren Sie auf diese Seite zurück und geben noch einmal ein, was Sie schon eingegeben hatten.",
    },
    loggedOut: {
      title: "Sie sind abgemeldet",
      explained:
        "Bei {provider} sind Sie vielleicht noch angemeldet. Wenn auch andere dieses Gerät nutzen, melden Sie sich dort ebenfalls ab.",
      there: "Bei {provider} abmelden",
      home: "Zur Startseite",
    },
  },
  accountRecovery: {
    lost: "Ich kann nichts davon verwenden",
    title: "Zugang wiederherstellen",
    offered: {
      explained:
        "Sie bekommen auch ohne Codes und Passkeys wieder Zugang, aber nicht sofort. So bleibt draußen, wer nur Ihr Passwort kennt.",
      start:
        "Sie starten die Wiederherstellung. Wir senden eine E-Mail an {address} und zeigen überall, wo Sie angemeldet sind, einen Hinweis.",
      wait: {
        one:
          "Sie warten 1 Stunde. Bis dahin können Sie den Vorgang jederzeit stoppen.",
        other:
          "Sie warten {count} Stunden. Bis dahin können Sie den Vorgang jederzeit stoppen.",
      },
      finish:
        "Wir senden Ihnen einen Link. Er entfernt alle zweiten Faktoren Ihres Kontos und meldet Sie an.",
      send: "Wiederherstellung starten",
      found: "Doch einen Code oder ein Gerät gefunden? {back}.",
      back: "Melden Sie sich damit an",
      loggedIn: {
        explained:
          "Sie können Ihre zweiten Faktoren auch entfernen, ohne einen davon zu verwenden, aber nicht sofort. Das schützt Sie vor allen, die nur Ihr Passwort kennen.",
        back: "Machen Sie damit weiter",
      },
    },
    running: {
      title: "Die Wiederherstellung läuft",
      wait:
        "Wir haben eine E-Mail an {address} gesendet. Etwa am {time} senden wir einen Link an diese Adresse. Bis dahin müssen Sie nichts tun.",
      found:
        "Wenn Sie vorher einen Code oder ein Gerät finden, melden Sie sich damit an. Das stoppt die Wiederherstellung.",
    },
    ready: {
      title: "Die Wartezeit ist vorbei",
      mailed:
        "Wir haben einen Link an {address} gesendet, mit dem Sie wieder Zugang bekommen. Keine E-Mail erhalten? Sehen Sie im Spam-Ordner nach.",
      again: "E-Mail erneut senden",
    },
    paused: {
      title: "Eine Wiederherstellung ist noch nicht möglich",
      until:
        "Die letzte wurde gestoppt. Die nächste können Sie ab {time} starten.",
      thief:
        "Hat sie jemand gestoppt, der Ihr Passwort kennt? {setNew}, dann zählt dieser Stopp nicht mehr.",
      setNew: "Legen Sie ein neues Passwort fest",
      contact:
        "Wenn Sie nicht warten können, wenden Sie sich an den Betreiber dieser Website.",
    },
    banner: {
      name: "Wiederherstellung des Zugangs",
      running:
        "Jemand stellt ohne Codes und Passkeys den Zugang zu Ihrem Konto wieder her. Möglich ist der Zugang ab {time}.",
      ready:
        "Jemand stellt ohne Codes und Passkeys den Zugang zu Ihrem Konto wieder her. Der Zugang ist jetzt möglich.",
      stop: "Wiederherstellung stoppen",
    },
    stop: {
      title: "Wiederherstellung stoppen?",
      explained:
        "Am {time} wollte jemand ohne Codes und Passkeys Zugang zum Konto bekommen. Wenn Sie das stoppen, ändert sich am Konto nichts.",
      send: "Wiederherstellung stoppen",
      deadLink:
        "Die Wiederherstellung wurde bereits gestoppt oder ist abgeschlossen. Falls jemand anderes in Ihrem Konto ist, verwenden Sie „Das war ich nicht“ in unserer letzten E-Mail, oder legen Sie ein neues Passwort fest.",
      setNew: "Neues Passwort festlegen",
    },
    stopped: {
      title: "Die Wiederherstellung wurde gestoppt",
      explained:
        "Es hat sich nichts geändert. Ihre Codes und Passkeys funktionieren weiter.",
      next:
        "Falls Sie sie nicht gestartet haben, kennt jemand Ihr Passwort oder kann Ihre E-Mails lesen. Legen Sie ein neues Passwort fest, und prüfen Sie, wer Ihre E-Mails lesen kann.",
      setNew: "Neues Passwort festlegen",
      home: "Zur Startseite",
    },
    finish: {
      title: "Zugang wiederherstellen",
      explained: "Das passiert mit dem Konto {address}:",
      factors:
        "Alle zweiten Faktoren werden entfernt: Authentifizierungs-Apps, Wiederherstellungscodes und Passkeys.",
      loggedOut: "Alle Geräte werden abgemeldet.",
      then:
        "Legen Sie ein neues Passwort fest, um sich anzumelden. Richten Sie danach wieder einen zweiten Faktor ein.",
      send: "Zugang wiederherstellen",
      sending: "Wird gespeichert …",
      keep: "Ich kenne mein Passwort und möchte es behalten",
      withoutPassword: "Ohne Passwort fortfahren",
      keepSend: "Ohne neues Passwort wiederherstellen",
      deadLink:
        "Wenn Sie den Zugang gerade wiederhergestellt haben, hat es funktioniert, und Sie sind angemeldet. {continueLink}",
      continueLink: "Weiter",
      again: "Anmelden",
    },
  },
  stepUp: {
    factorTitle: "Bestätigen Sie Ihre Identität",
    title: "Geben Sie Ihr Passwort ein, um fortzufahren",
    explained: {
      one:
        "Zu Ihrer Sicherheit fragen wir noch einmal nach Ihrem Passwort, wenn Sie es zuletzt vor mehr als einer Minute eingegeben haben. Ihre Eingaben gehen nicht verloren.",
      other:
        "Zu Ihrer Sicherheit fragen wir noch einmal nach Ihrem Passwort, wenn Sie es zuletzt vor mehr als {count} Minuten eingegeben haben. Ihre Eingaben gehen nicht verloren.",
    },
    send: "Weiter",
  },
  logout: {
    title: "Abmelden",
    question: "Möchten Sie sich auf diesem Gerät abmelden?",
  },
  newPassword: {
    title: "Passwort ändern",
    explained: "Auf allen anderen Geräten werden Sie abgemeldet.",
    form: {
      current: "Aktuelles Passwort",
      showCurrent: "Aktuelles Passwort anzeigen",
      password: "Neues Passwort",
      showPassword: "Neues Passwort anzeigen",
      send: "Passwort ändern",
      sending: "Wird gespeichert\u00a0…",
    },
  },
  recovery: {
    title: "Neues Passwort festlegen",
    explained:
      "Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort festlegen können.",
    email: "E-Mail-Adresse",
    sendLink: "Link senden",
    known: "Passwort wieder eingefallen? {logIn}",
    logIn: "Anmelden",
    forAccount:
      "Das Passwort gilt für das Konto {address}. Sie werden auf allen Geräten abgemeldet.",
    deadLink:
      "Wenn Sie gerade ein neues Passwort festgelegt haben, hat es geklappt, und Sie sind angemeldet. {continueLink}",
    continueLink: "Weiter zu Ihrem Konto",
    again: "Neuen Link anfordern",
    form: {
      password: "Neues Passwort",
      showPassword: "Neues Passwort anzeigen",
      send: "Passwort festlegen",
      sending: "Wird gespeichert\u00a0…",
    },
  },
  errors: {
    number:
      "Wenn das Problem weiter besteht, wenden Sie sich an uns und nennen Sie die Referenz {number}",
    toHome: "Zur Startseite",
  },
  times: {
    localMinute: "{minute} Uhr",
  },
  account: {
    title: "Ihr Konto",
    notices: {
      account_recovered:
        "Sie haben wieder Zugang zu Ihrem Konto. Richten Sie wieder einen zweiten Faktor ein.",
      name_changed: "Ihre Änderungen wurden gespeichert.",
      address_changed:
        "Ihre E-Mail-Adresse wurde geändert. Melden Sie sich künftig mit der neuen an.",
      password_changed:
        "Ihr Passwort wurde geändert. Auf allen anderen Geräten wurden Sie abgemeldet.",
    },
    unconfirmed: "Nicht bestätigt",
    confirm: "Bestätigen",
    since: "Mitglied seit {day}",
    groups: { profile: "Profil", security: "Sicherheit", data: "Ihre Daten" },
    rows: {
      name: {
        title: "Name",
        action: "Namen ändern",
        unnamed:
          "Noch kein Name. Wir sprechen Sie mit Ihrer E-Mail-Adresse an.",
      },
      address: {
        title: "E-Mail-Adresse",
        action: "E-Mail-Adresse ändern",
      },
      language: { title: "Sprache", action: "Sprache ändern" },
      password: {
        title: "Passwort",
        action: "Passwort ändern",
        explained: "Dabei werden Sie auf allen anderen Geräten abgemeldet.",
      },
      authenticator: {
        title: "Authenticator-Apps",
        action: "Apps verwalten",
        none:
          "Keine eingerichtet. Ein Code aus einer App schützt Ihr Konto, falls jemand Ihr Passwort erfährt.",
        count: {
          one: "Wir fragen bei der Anmeldung nach einem Code aus Ihrer App.",
          other:
            "Wir fragen bei der Anmeldung nach einem Code aus einer Ihrer {count} Apps.",
        },
      },
      recoveryCodes: {
        title: "Wiederherstellungscodes",
        action: "Wiederherstellungscodes ansehen",
        low: "Neue erstellen",
        left: {
          one: "Sie haben noch {count} Code.",
          other: "Sie haben noch {count} Codes.",
        },
      },
      passkeys: {
        title: "Passkeys",
        action: "Passkeys verwalten",
        none: "Melden Sie sich mit Fingerabdruck, Gesicht oder Geräte-PIN an.",
        explained: {
          one: "Sie haben einen Passkey.",
          other: "Sie haben {count} Passkeys.",
        },
      },
      sessions: {
        title: "Sitzungen",
        action: "Sitzungen ansehen",
        explained: {
          one: "Sie sind nur auf diesem Gerät angemeldet.",
          other: "Sie sind auf {count} Geräten angemeldet.",
        },
      },
      trustedBrowsers: {
        title: "Vertrauenswürdige Browser",
        action: "Vertrauenswürdige Browser verwalten",
        explained: {
          one: "Ein Browser braucht Ihren zweiten Faktor nicht.",
          other: "{count} Browser brauchen Ihren zweiten Faktor nicht.",
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
        explained: "Eine Datei mit allem, was wir über Sie speichern.",
      },
      deletion: {
        title: "Kontolöschung",
        action: "Konto löschen",
        explained: {
          one: "Sie haben einen Tag Zeit, es sich anders zu überlegen.",
          other: "Sie haben {count} Tage Zeit, es sich anders zu überlegen.",
        },
      },
    },
  },
  name: {
    title: "Namen ändern",
    explained:
      "Wie sollen wir Sie ansprechen? Wenn Sie das Feld leer lassen, verwenden wir Ihre E-Mail-Adresse.",
    label: "Name",
    send: "Namen ändern",
  },
  newAddress: {
    title: "E\u2011Mail-Adresse ändern",
    explained:
      "Ihre aktuelle Adresse ist {address}. Wir schicken eine E-Mail an die neue Adresse. Die Änderung gilt, sobald Sie die neue Adresse bestätigen.",
    label: "Neue E-Mail-Adresse",
    send: "Bestätigungs-E-Mail senden",
    sent: "Wir haben eine E-Mail an {address} geschickt.",
    next:
      "Öffnen Sie innerhalb von 24 Stunden den Link darin, um die neue Adresse zu bestätigen. Bis dahin melden Sie sich mit {address} an.",
    nothing:
      "Keine E-Mail erhalten? Sehen Sie im Spam-Ordner nach, oder {again}, falls die Adresse falsch ist.",
    again: "beginnen Sie von vorn",
    noEmail:
      "Diese Website kann keine E-Mails verschicken, deshalb lässt sich eine neue Adresse nicht bestätigen. Wenden Sie sich an den Betreiber.",
  },
  sessions: {
    title: "Ihre Sitzungen",
    explained:
      "In diesen Browsern sind Sie angemeldet. Erkennen Sie eine Sitzung nicht wieder? Beenden Sie sie, und {password}.",
    password: "ändern Sie dann Ihr Passwort",
    notices: {
      session_ended: "Die Sitzung wurde beendet.",
      others_ended: "Alle anderen Sitzungen wurden beendet.",
    },
    gone:
      "Diese Sitzung gibt es nicht mehr. Vielleicht wurde sie schon beendet.",
    current: "Diese Sitzung",
    since: "Angemeldet am {time}",
    sinceRemembered: "Angemeldet am {time}, bleibt angemeldet",
    inUse: "Gerade aktiv",
    lastSeen: "Zuletzt aktiv: {time}",
    end: "Beenden",
    endOf: "Sitzung beenden: {device}",
    endOthers: "Überall sonst abmelden",
  },
  activity: {
    title: "Ihre Aktivität",
    explained:
      "Das ist in den letzten 90 Tagen in Ihrem Konto geschehen. Ältere Einträge werden gelöscht. Stammt etwas davon nicht von Ihnen? Dann {password}.",
    password: "ändern Sie Ihr Passwort",
    none: "Noch keine Aktivität.",
    older: "Ältere Einträge",
    withDetail: "{what}: {detail}",
    onDevice: "{time}, {device}",
    fromClient: "{time}, von {client}",
    onDeviceFrom: "{time}, {device}, von {client}",
  },
  export: {
    title: "Daten exportieren",
    explained:
      "Sie erhalten eine JSON-Datei mit allem, was wir über Sie speichern:",
    person:
      "Ihr Name, Ihre E-Mail-Adresse und kürzlich verwendete frühere Adressen",
    sessions: "Ihre Sitzungen mit der jeweiligen Browserkennung",
    activity: "Ihre Aktivität der letzten 90 Tage",
    emails:
      "Links aus unseren E-Mails, die noch gültig sind, und E-Mails, die noch nicht verschickt wurden",
    password: "Ihr Passwort ist nicht enthalten, denn wir kennen es nicht.",
    send: "Datei herunterladen",
  },
  deletion: {
    title: "Konto löschen",
    explained: {
      one:
        "Sie werden überall abgemeldet. Wenn Sie sich innerhalb eines Tages wieder anmelden, bleibt Ihr Konto bestehen. Danach löschen wir es mit allem, was wir über Sie speichern. Das lässt sich nicht rückgängig machen.",
      other:
        "Sie werden überall abgemeldet. Wenn Sie sich innerhalb von {count} Tagen wieder anmelden, bleibt Ihr Konto bestehen. Danach löschen wir es mit allem, was wir über Sie speichern. Das lässt sich nicht rückgängig machen.",
    },
    exportFirst: "Vielleicht möchten Sie vorher {export}.",
    export: "Ihre Daten exportieren",
    send: "Konto löschen",
    goodbye: "Auf Wiedersehen",
    done: "Sie sind überall abgemeldet. Ihr Konto wird am {time} gelöscht.",
    changedMind:
      "Haben Sie es sich anders überlegt? {logIn}, um Ihr Konto zu behalten.",
    logIn: "Melden Sie sich vorher an",
  },
  userFactors: {
    title: "Zweite Faktoren von {address}",
    badge: "zweiter Faktor",
    overdue: "zweiter Faktor überfällig",
    open: "Zweite Faktoren",
    kinds: {
      authenticator_app: "Authenticator-App",
      passkeys: "Passkey",
      recovery_codes: "Wiederherstellungscodes",
      providers: "Verknüpfte Anmeldung",
    },
    left: { one: "{count} Code übrig", other: "{count} Codes übrig" },
    added: "Hinzugefügt am {day}",
    lastUsed: "Zuletzt verwendet am {day}",
    neverUsed: "Noch nie verwendet",
    none: "Dieses Konto hat keinen zweiten Faktor.",
    explained:
      "Wenn die Person, der das Konto gehört, alle diese Faktoren verloren hat, können Sie sie entfernen. Vergewissern Sie sich zuerst, dass Sie wirklich mit ihr sprechen: Danach genügt das Passwort oder der Zugriff auf die E-Mail-Adresse, um sich anzumelden. Alle Sitzungen enden, und sie erhält eine E-Mail mit einem Link, der das rückgängig macht.",
    reason: "Grund",
    reasonAdvice: "Der Grund ist in den Aktivitäten des Kontos zu lesen.",
    reasonProblem: "Geben Sie einen Grund mit 1 bis 200 Zeichen ein.",
    send: "Alle zweiten Faktoren entfernen",
    sendWithLogins:
      "Alle zweiten Faktoren und verknüpften Anmeldungen entfernen",
    done:
      "Alle zweiten Faktoren des Kontos wurden entfernt, und seine Sitzungen wurden beendet.",
  },
  featureCounts: {
    authenticator_app: { users: "Konten mit Authenticator-App" },
    passkeys: { users: "Konten mit Passkey" },
    providers: { users: "Konten mit einer verknüpften Anmeldung" },
    recovery_codes: { users: "Konten mit Wiederherstellungscodes" },
    account_recovery: {
      running: "Laufende Wiederherstellungen",
      ready: "Davon bereit zum Abschluss",
    },
  },
  progress: {
    label: "Die Seite wird geladen",
  },

  admin: {
    title: "Benutzer",
    notices: {
      disable:
        "Das Konto wurde deaktiviert, und alle seine Sitzungen wurden beendet.",
      enable: "Das Konto wurde aktiviert und kann wieder verwendet werden.",
      "end-sessions": "Alle Sitzungen des Kontos wurden beendet.",
    },
    failures: {
      own:
        "Mit Ihrem eigenen Konto geht das nicht. Bitten Sie einen anderen Admin.",
      gone: "Dieses Konto gibt es nicht mehr.",
    },
    searchLabel: "Nach E-Mail-Adresse, Domain oder ID suchen",
    search: "Suchen",
    none: "Keine Konten gefunden.",
    all: "Alle Benutzer anzeigen",
    pages: "Seiten",
    firstPage: "Erste Seite",
    nextPage: "Nächste Seite",
    states: { disabled: "deaktiviert", "to be deleted": "wird gelöscht" },
    unconfirmed: "nicht bestätigt",
    own: "Sie",
    actions: {
      enable: { short: "Aktivieren", whole: "{address} aktivieren" },
      disable: { short: "Deaktivieren", whole: "{address} deaktivieren" },
      "end-sessions": {
        short: "Sitzungen beenden",
        whole: "Sitzungen beenden: {address}",
      },
    },
  },
});
