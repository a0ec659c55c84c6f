/** @module German. */
import type { Language } from "../messages.ts";

/** German. */
const german: Language = {
  code: "de",
  locale: "de-DE",
  direction: "ltr",
  name: "Deutsch",
  messages: {
    form: {
      attention: {
        one: "{count} Feld braucht Ihre Aufmerksamkeit",
        other: "{count} Felder brauchen Ihre Aufmerksamkeit",
      },
      capsLock: "Die Feststelltaste ist an",
      show: "Zeigen",
    },
    problems: {
      emailRequired: "Die E-Mail-Adresse fehlt",
      addressTooLong: "Eine Adresse hat höchstens {maxAddress} Zeichen",
      noAddress:
        "Geben Sie eine gültige E-Mail-Adresse ein, zum Beispiel name@example.com.",
      addressHidden:
        "Die E-Mail-Adresse enthält ein unsichtbares Zeichen. Leeren Sie das Feld und tippen Sie die Adresse ein.",
      addressUnclear:
        "Die E-Mail-Adresse enthält ein Zeichen, das Mailserver mit einem einfachen Buchstaben verwechseln können. Geben Sie stattdessen den einfachen Buchstaben ein.",
      addressUndeliverable:
        "An diese Adresse können wir keine E-Mails senden, weil unser Mailserver die Buchstaben vor dem @ nicht unterstützt. Verwenden Sie eine andere Adresse.",
      addressNotInvited: "Diese Einladung gilt für eine andere Adresse",
      nameTooLong: "Ein Name hat höchstens {maxName} Zeichen",
      nameUnprintable:
        "Der Name enthält ein Zeichen, das sich nicht anzeigen lässt. Geben Sie ihn neu ein.",
      fieldRequired: "Füllen Sie dieses Feld aus.",
      fieldTooLong: "Das ist zu lang. Kürzen Sie den Text.",
      fieldUnprintable:
        "Der Text enthält ein Zeichen, das sich nicht anzeigen lässt. Geben Sie ihn neu ein.",
      passwordRequired: "Ein gültiges Passwort fehlt",
      ownPasswordRequired: "Ihr Passwort fehlt",
      presentPasswordRequired: "Ihr jetziges Passwort fehlt",
      passwordWrong: "Das ist nicht das Passwort",
      ownPasswordWrong: "Das ist nicht Ihr Passwort",
      presentPasswordWrong: "Das ist nicht Ihr jetziges Passwort",
      addressSame: "Das ist schon Ihre Adresse",
      codeWrong: "Dieser Code stimmt nicht oder ist zu alt.",
      passwordTooShort:
        "Das Passwort muss mindestens {minPassword} Zeichen haben.",
      passwordTooLong:
        "Das Passwort ist zu lang. Verwenden Sie höchstens {maxPassword} Zeichen.",
      passwordUnusable:
        "Das Passwort enthält ein Zeichen, das nicht verwendet werden kann. Wählen Sie ein anderes.",
      passwordHasAddress: "Das Passwort darf Ihre Adresse nicht enthalten.",
      passwordHasSite:
        "Das Passwort darf den Namen dieser Seite nicht enthalten.",
      passwordCommon:
        "Zu viele Menschen verwenden dieses oder ein ähnliches Passwort. Wählen Sie ein anderes.",
      codeRequired: "Geben Sie die sechs Ziffern aus der E-Mail ein",
    },
    wait: {
      busy:
        "Gerade melden sich zu viele Menschen an. Versuchen Sie es gleich noch einmal.",
      tries: {
        one:
          "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        other:
          "Zu viele Versuche. Warten Sie {count} Minuten und versuchen Sie es dann noch einmal.",
      },
    },
    mails: {
      greeting: "Guten Tag {name}!",
      from: "von {client}",
      time: "{day}, {time} Uhr (UTC)",
      harmless: "Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
      secureAccount: {
        explained:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, öffnen Sie diese Seite und drücken Sie dort den Knopf: Alle werden abgemeldet, das jetzige Passwort gilt nicht mehr, und Sie können ein neues festlegen.",
        explainedForDeletion:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, öffnen Sie diese Seite und drücken Sie dort den Knopf: Das Konto bleibt bestehen, alle werden abgemeldet, das jetzige Passwort gilt nicht mehr, und Sie können ein neues festlegen.",
        action: "Das war ich nicht",
      },
      confirm: {
        subject: "Bestätigen Sie Ihre Adresse",
        told: "Bitte bestätigen Sie, dass {address} Ihre Adresse ist.",
        action: "Adresse bestätigen",
        code:
          "Oder geben Sie diesen Code dort ein, wo Sie das Konto angelegt haben:",
        note:
          "Link und Code gelten 24 Stunden, einer von beiden genügt. Wenn Sie kein Konto angelegt haben, tun Sie nichts, und geben Sie den Code niemandem.",
      },
      hasAccount: {
        subject: "Sie haben schon ein Konto",
        told:
          "Jemand, hoffentlich Sie selbst, wollte mit {address} ein Konto anlegen. Zu dieser Adresse gibt es schon eines, und daran hat sich nichts geändert.",
        action: "Anmelden",
        forgotten: "Ein neues Passwort festlegen, falls Sie es vergessen haben",
      },
      addressKept: {
        subject: "Diese Adresse ist noch nicht frei",
        told:
          "Jemand, hoffentlich Sie selbst, möchte {address} für ein Konto verwenden. Bis vor Kurzem gehörte die Adresse zu einem anderen Konto, das sie noch zurückbekommen kann.",
        free: "Ab dem {time} ist sie frei.",
      },
      recover: {
        subject: "Neues Passwort festlegen",
        told:
          "Jemand, hoffentlich Sie selbst, hat das Passwort von {address} vergessen.",
        action: "Neues Passwort festlegen",
        note:
          "Der Link gilt eine Stunde und nur einmal. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.",
      },
      loginLink: {
        subject: "Ihr Link zum Anmelden",
        told: "Hier ist der Link, mit dem Sie sich als {address} anmelden.",
        action: "Anmelden",
        note:
          "Er gilt 15 Minuten und nur einmal. Wenn Sie ihn nicht angefordert haben, tun Sie nichts, und geben Sie ihn niemandem: Wer ihn hat, kommt hinein.",
      },
      changeAddress: {
        subject: "Bestätigen Sie Ihre neue Adresse",
        told:
          "Jemand, hoffentlich Sie selbst, möchte sich von jetzt an mit {address} anmelden.",
        action: "Neue Adresse bestätigen",
        note:
          "Der Link gilt 24 Stunden und nur einmal. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun.",
      },
      addressTaken: {
        subject: "Zu dieser Adresse gibt es schon ein Konto",
        told:
          "Jemand, hoffentlich Sie selbst, möchte {address} für ein anderes Konto verwenden. Die Adresse hat schon eines, und daran hat sich nichts geändert.",
        action: "Bei diesem Konto anmelden",
      },
      addressChanged: {
        subject: "Ihre Adresse wurde geändert",
        told:
          "Seit dem {time} gehört die Adresse {address} nicht mehr zu Ihrem Konto. Sie melden sich mit der neuen an.",
        undo:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, machen Sie es hier rückgängig: Sie bekommen die Adresse zurück, alle werden abgemeldet, und Sie können ein neues Passwort festlegen. Das geht bis zum {time}.",
      },
      addressPutBack: {
        subject: "Ihre E-Mail-Adresse wurde zurückgesetzt",
        told:
          "Ihr Konto verwendet {address} nicht mehr. Am {time} hat jemand, der die E-Mails an die frühere Adresse liest, angegeben, diese Änderung nicht vorgenommen zu haben. Das Konto hat wieder die frühere Adresse, und alle wurden abgemeldet.",
        next:
          "Wenn Sie die Änderung selbst vorgenommen haben, liest vielleicht jemand anderes in Ihrem früheren Postfach mit. Wenden Sie sich an uns. Wenn Sie dieses Konto nicht kennen, können Sie diese E-Mail ignorieren.",
      },
      passwordChanged: {
        subject: "Ihr Passwort wurde geändert",
        told:
          "Das Passwort von {address} wurde geändert, und alle anderen Browser wurden abgemeldet.",
      },
      newDevice: {
        subject: "Neue Anmeldung bei Ihrem Konto",
        told:
          "Jemand hat sich als {address} angemeldet, mit einem Browser, der noch nie hier war.",
      },
      deletionAsked: {
        subject: "Ihr Konto wird gelöscht",
        told:
          "Das Konto von {address} wird am {time} gelöscht, mit allem, was über Sie gespeichert ist. Melden Sie sich vorher an, um es zu behalten.",
        action: "Anmelden und behalten",
      },
      accountRestored: {
        subject: "Ihr Konto bleibt bestehen",
        told:
          "Ihr Konto sollte gelöscht werden. Jemand hat sich als {address} angemeldet, deshalb bleibt es bestehen.",
      },
    },
    errors: {
      statuses: {
        400: {
          title: "Das kam nicht vollständig an",
          next: "Gehen Sie zurück und versuchen Sie es noch einmal.",
        },
        403: {
          title: "Das kam von einer anderen Website",
          next:
            "Öffnen Sie die Seite auf dieser Website und senden Sie es von dort ab.",
        },
        404: {
          title: "Hier ist nichts",
          next:
            "Unter dieser Adresse gibt es keine Seite. Prüfen Sie die Adresse oder beginnen Sie auf der Startseite.",
        },
        405: {
          title: "So geht es nicht",
          next: "Diese Adresse nimmt Anfragen dieser Art nicht an.",
        },
        408: {
          title: "Das hat zu lange gedauert",
          next: "Es kam nicht rechtzeitig an. Senden Sie es noch einmal ab.",
        },
        413: {
          title: "Das ist zu viel",
          next: "Senden Sie weniger als 64 KB.",
        },
        415: {
          title: "Das ist kein Formular",
          next: "Senden Sie es als Formular.",
        },
        429: {
          title: "Zu viele Versuche",
          next: "Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        },
        500: {
          title: "Etwas ist schiefgegangen",
          next:
            "Der Fehler liegt bei uns und ist vermerkt. Versuchen Sie es gleich noch einmal.",
        },
        503: {
          title: "Im Moment geht es nicht",
          next:
            "Die Website erreicht gerade ihre Daten nicht oder hat zu viel zu tun. An Ihrer Eingabe lag es nicht: Versuchen Sie es in einer Minute noch einmal.",
        },
      },
      refusals: {
        other_account: {
          title: "Es wurde nichts geändert",
          next:
            "Dieses Formular gehört zu einem anderen Konto als dem, mit dem Sie angemeldet sind. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        },
        logged_in_since: {
          title: "Es wurde nichts geändert",
          next:
            "Dieses Formular wurde geöffnet, bevor Sie sich angemeldet haben. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        },
        role: {
          title: "Nicht mit diesem Konto",
          next:
            "Melden Sie sich mit einem Konto an, das dies darf, oder fragen Sie die Betreiber dieser Website.",
        },
        unverified: {
          title: "Ihre Adresse ist nicht bestätigt",
          next:
            "Folgen Sie dem Link in der E-Mail, die wir Ihnen geschickt haben, und versuchen Sie es dann noch einmal.",
        },
        password_not_recent: {
          title: "Ihr Passwort wird noch einmal gebraucht",
          next:
            "Melden Sie sich neu an und versuchen Sie es dann innerhalb von zehn Minuten noch einmal.",
        },
      },
    },
    times: {
      minute: "{minute} Uhr UTC",
      justNow: "gerade eben",
    },
    device: { unknown: "Unbekanntes Gerät", on: "{browser} auf {system}" },
    roles: { admin: "Admin" },
    activity: {
      unknown: "Etwas anderes ist geschehen",
      kinds: {
        signed_up: "Das Konto wurde angelegt",
        address_verified: "Die Adresse wurde bestätigt",
        logged_in: "Anmeldung",
        logged_in_new_device: "Anmeldung auf einem bisher unbekannten Gerät",
        login_failed:
          "Eine Anmeldung ist fehlgeschlagen: Das Passwort war falsch",
        password_changed: "Das Passwort wurde geändert",
        password_recovered:
          "Das Passwort wurde über einen Link aus einer E-Mail neu festgelegt",
        password_set:
          "Das Passwort wurde von den Betreibern dieser Website festgelegt",
        name_changed: "Der Name wurde geändert",
        profile_changed: "Die Angaben zum Konto wurden geändert",
        address_change_asked: "Eine andere Adresse wurde beantragt",
        address_changed: "Die Adresse wurde geändert",
        address_restored:
          "„Das war ich nicht“: Die frühere Adresse wurde wiederhergestellt",
        secure_account: "„Das war ich nicht“: Alle Sitzungen wurden beendet",
        session_ended: "Eine Sitzung wurde beendet",
        other_sessions_ended: "Alle anderen Sitzungen wurden beendet",
        sessions_ended:
          "Alle Sitzungen wurden von den Betreibern dieser Website beendet",
        exported: "Alles, was über Sie gespeichert ist, wurde exportiert",
        deletion_asked: "Die Löschung des Kontos wurde beantragt",
        deletion_cancelled:
          "Das Konto bleibt bestehen: Jemand hat sich angemeldet",
        locked: "Das Konto wurde von den Betreibern dieser Website gesperrt",
        disabled:
          "Das Konto wurde von den Betreibern dieser Website deaktiviert",
        enabled: "Das Konto wurde von den Betreibern dieser Website aktiviert",
        role_granted:
          "Die Betreiber dieser Website haben dem Konto eine Rolle gegeben",
        role_revoked:
          "Die Betreiber dieser Website haben dem Konto eine Rolle entzogen",
        imported:
          "Das Konto wurde von einer anderen Website hierher übernommen",
      },
    },
  },
};

export default german;
