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
        one: "Prüfen Sie Ihre Eingabe in {count} Feld",
        other: "Prüfen Sie Ihre Eingaben in {count} Feldern",
      },
      capsLock: "Die Feststelltaste ist an",
      show: "Anzeigen",
    },
    problems: {
      emailRequired: "Geben Sie Ihre E-Mail-Adresse ein.",
      addressTooLong:
        "Die E-Mail-Adresse ist zu lang. Verwenden Sie höchstens {maxAddress} Zeichen.",
      noAddress:
        "Geben Sie eine gültige E-Mail-Adresse ein, zum Beispiel name@example.com.",
      addressHidden:
        "Die E-Mail-Adresse enthält ein unsichtbares Zeichen. Leeren Sie das Feld und tippen Sie die Adresse ein.",
      addressUnclear:
        "Die E-Mail-Adresse enthält ein Zeichen, das Mailserver mit einem einfachen Buchstaben verwechseln können. Geben Sie stattdessen den einfachen Buchstaben ein.",
      addressUndeliverable:
        "An diese Adresse können wir keine E-Mails senden, weil unser Mailserver die Buchstaben vor dem @ nicht unterstützt. Verwenden Sie eine andere Adresse.",
      addressNotInvited:
        "Diese Einladung gilt für eine andere E-Mail-Adresse. Verwenden Sie die Adresse, an die sie geschickt wurde.",
      nameTooLong:
        "Der Name ist zu lang. Verwenden Sie höchstens {maxName} Zeichen.",
      nameUnprintable:
        "Der Name enthält ein Zeichen, das sich nicht anzeigen lässt. Geben Sie ihn neu ein.",
      fieldRequired: "Füllen Sie dieses Feld aus.",
      fieldTooLong: "Das ist zu lang. Kürzen Sie den Text.",
      fieldUnprintable:
        "Der Text enthält ein Zeichen, das sich nicht anzeigen lässt. Geben Sie ihn neu ein.",
      passwordRequired: "Geben Sie ein gültiges Passwort ein.",
      ownPasswordRequired: "Geben Sie Ihr Passwort ein.",
      currentPasswordRequired: "Geben Sie Ihr aktuelles Passwort ein.",
      passwordWrong: "Das Passwort ist falsch.",
      ownPasswordWrong: "Das Passwort ist falsch.",
      currentPasswordWrong:
        "Das Passwort ist falsch. Geben Sie Ihr aktuelles Passwort ein.",
      addressSame: "Das ist bereits Ihre E-Mail-Adresse.",
      codeWrong:
        "Der Code ist falsch oder abgelaufen. Fordern Sie einen neuen an.",
      proofRequired: "Geben Sie den Code ein.",
      proofWrong:
        "Der Code ist falsch oder wurde schon benutzt. Geben Sie den aktuellen ein.",
      passwordTooShort: "Verwenden Sie mindestens {minPassword} Zeichen.",
      passwordTooLong:
        "Das Passwort ist zu lang. Verwenden Sie höchstens {maxPassword} Zeichen.",
      passwordUnusable:
        "Das Passwort enthält ein Zeichen, das nicht verwendet werden kann. Wählen Sie ein anderes Passwort.",
      passwordHasAddress:
        "Das Passwort enthält Ihre E-Mail-Adresse. Wählen Sie ein anderes.",
      passwordHasSite:
        "Das Passwort enthält den Namen dieser Website. Wählen Sie ein anderes.",
      passwordCommon:
        "Dieses Passwort oder ein ähnliches ist zu weit verbreitet. Wählen Sie ein anderes.",
      codeRequired: "Geben Sie den sechsstelligen Code aus der E-Mail ein.",
    },
    wait: {
      busy:
        "Zurzeit melden sich zu viele Personen an. Versuchen Sie es in Kürze noch einmal.",
      attempts: {
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
      harmless: "Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren.",
      secureAccount: {
        explained:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, sichern Sie Ihr Konto mit diesem Link: Alle werden abgemeldet, Ihr Passwort funktioniert nicht mehr, falls Sie eines haben, und Sie legen ein neues fest.",
        explainedForFactors:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, sichern Sie Ihr Konto mit diesem Link: Die Änderung wird rückgängig gemacht, alle werden abgemeldet, Ihr Passwort funktioniert nicht mehr, falls Sie eines haben, und Sie legen ein neues fest.",
        explainedForReset:
          "Wenn Sie darum gebeten haben, brauchen Sie nichts zu tun. Wenn nicht, sichern Sie Ihr Konto mit diesem Link: Ihre zweiten Faktoren werden wiederhergestellt, alle werden abgemeldet, Ihr Passwort funktioniert nicht mehr, falls Sie eines haben, und Sie legen ein neues fest.",
        explainedForDeletion:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, sichern Sie Ihr Konto mit diesem Link: Es bleibt bestehen, alle werden abgemeldet, Ihr Passwort funktioniert nicht mehr, falls Sie eines haben, und Sie legen ein neues fest.",
        action: "Das war ich nicht",
      },
      confirm: {
        subject: "Bestätigen Sie Ihre E-Mail-Adresse",
        body: "Bestätigen Sie, dass {address} Ihre E-Mail-Adresse ist.",
        action: "E-Mail-Adresse bestätigen",
        code:
          "Oder geben Sie diesen Code auf der Seite ein, auf der Sie das Konto angelegt haben:",
        note:
          "Link und Code sind 24 Stunden gültig und nur einmal verwendbar. Wenn Sie kein Konto angelegt haben, ignorieren Sie diese E-Mail, und geben Sie den Code an niemanden weiter.",
      },
      hasAccount: {
        subject: "Sie haben bereits ein Konto",
        body:
          "Jemand wollte mit {address} ein Konto anlegen, doch zu dieser Adresse gibt es bereits eines. Ihr Konto wurde nicht geändert. Wenn Sie das waren, melden Sie sich einfach an.",
        action: "Anmelden",
        forgotten: "Passwort vergessen? Neues festlegen",
      },
      addressReserved: {
        subject: "Diese E-Mail-Adresse ist noch nicht frei",
        body:
          "Jemand wollte {address} für ein Konto verwenden. Bis vor Kurzem gehörte die Adresse zu einem anderen Konto, dessen Inhaber sie noch zurückholen kann.",
        free: "Sie können sie ab dem {time} verwenden.",
      },
      recover: {
        subject: "Neues Passwort festlegen",
        body:
          "Für {address} wurde ein Link angefordert, mit dem sich ein neues Passwort festlegen lässt.",
        action: "Neues Passwort festlegen",
        note:
          "Der Link ist eine Stunde gültig und nur einmal verwendbar. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail. Ihr Passwort ändert sich nicht.",
      },
      loginLink: {
        subject: "Ihr Anmeldelink",
        body: "Mit diesem Link melden Sie sich als {address} an.",
        action: "Anmelden",
        note:
          "Der Link ist 15 Minuten gültig und nur einmal verwendbar. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail. Geben Sie den Link an niemanden weiter: Wer ihn hat, kann sich anmelden.",
      },
      emailCode: {
        subject: "Ihr Bestätigungscode",
        login:
          "Jemand meldet sich als {address} auf einem Gerät an, das wir nicht kennen. Wenn Sie das sind, geben Sie dort diesen Code ein:",
        step_up:
          "Jemand ist als {address} angemeldet und soll bestätigen, dass Sie es sind. Wenn das stimmt, geben Sie dort diesen Code ein:",
        note:
          "Der Code gilt 10 Minuten und nur in dem Browser, in dem er angefordert wurde. Geben Sie ihn an niemanden weiter, auch nicht an uns.",
        notYou: {
          login:
            "Wenn Sie das nicht sind, kennt jemand Ihr Passwort. Ohne diesen Code kommt niemand in Ihr Konto. Sperren Sie das Passwort mit diesem Link, und legen Sie ein neues fest:",
          step_up:
            "Wenn Sie das nicht sind, ist jemand in Ihrem Konto. Sperren Sie ihn mit diesem Link aus:",
        },
      },
      changeAddress: {
        subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
        body:
          "Jemand möchte sich künftig mit {address} bei einem Konto anmelden.",
        action: "Neue E-Mail-Adresse bestätigen",
        note:
          "Der Link ist 24 Stunden gültig und nur einmal verwendbar. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail.",
      },
      addressTaken: {
        subject: "Zu dieser E-Mail-Adresse gibt es bereits ein Konto",
        body:
          "Jemand wollte {address} für ein anderes Konto verwenden, doch zu dieser Adresse gibt es bereits eines. Dieses Konto wurde nicht geändert.",
        action: "Bei diesem Konto anmelden",
      },
      addressChanged: {
        subject: "Ihre E-Mail-Adresse wurde geändert",
        body:
          "Die E-Mail-Adresse Ihres Kontos wurde am {time} geändert. Mit {address} können Sie sich nicht mehr anmelden. Verwenden Sie die neue Adresse.",
        undo:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, sichern Sie Ihr Konto mit diesem Link: Die frühere Adresse gilt wieder, alle werden abgemeldet, und Sie legen ein neues Passwort fest. Der Link ist bis zum {time} gültig.",
      },
      addressRestored: {
        subject: "Die Änderung Ihrer E-Mail-Adresse wurde rückgängig gemacht",
        body:
          "Ihr Konto verwendet {address} nicht mehr. Am {time} hat jemand, der die E-Mails an die frühere Adresse liest, angegeben, diese Änderung nicht vorgenommen zu haben. Das Konto hat wieder die frühere Adresse, und alle wurden abgemeldet.",
        next:
          "Wenn Sie die Änderung selbst vorgenommen haben, liest vielleicht jemand anderes in Ihrem früheren Postfach mit. Wenden Sie sich an uns. Wenn Sie dieses Konto nicht kennen, können Sie diese E-Mail ignorieren.",
      },
      passwordChanged: {
        subject: "Ihr Konto hat ein neues Passwort",
        body:
          "Für {address} wurde ein neues Passwort festgelegt, und alle anderen Geräte wurden abgemeldet.",
      },
      passwordRemoved: {
        subject: "Ihr Passwort wurde entfernt",
        body:
          "Das Passwort für {address} wurde entfernt, und alle anderen Geräte wurden abgemeldet. Melden Sie sich von nun an mit Ihrem Passkey an.",
      },
      newDevice: {
        subject: "Neue Anmeldung bei Ihrem Konto",
        body: "Jemand hat sich auf einem neuen Gerät als {address} angemeldet.",
      },
      factorAttempts: {
        subject: "Jemand hat versucht, in Ihr Konto zu gelangen",
        body:
          "Jemand hat versucht, sich als {address} anzumelden. Der erste Schritt ist gelungen, der zweite mehrmals nicht. Ihr Konto ist also noch geschützt.",
      },
      recoveryCodeUsed: {
        subject: "Ein Wiederherstellungscode wurde verwendet",
        body:
          "Jemand hat sich mit einem Ihrer Wiederherstellungscodes als {address} ausgewiesen. Jeder Code funktioniert nur einmal.",
      },
      factorAdded: {
        subject: "Ein zweiter Faktor wurde hinzugefügt",
        body:
          "Ihr Konto {address} hat eine neue Möglichkeit, Ihre Identität zu bestätigen.",
      },
      recoveryCodesReplaced: {
        subject: "Ihre Wiederherstellungscodes wurden ersetzt",
        body:
          "Für Ihr Konto {address} wurden neue Wiederherstellungscodes erstellt. Die bisherigen funktionieren nicht mehr.",
      },
      factorRemoved: {
        subject: "Ein zweiter Faktor wurde entfernt",
        body:
          "Eine Möglichkeit, Ihre Identität zu bestätigen, wurde aus Ihrem Konto {address} entfernt.",
      },
      loginLinked: {
        subject: "Eine Anmeldung wurde mit Ihrem Konto verknüpft",
        body:
          "{login} ist jetzt mit Ihrem Konto {address} verknüpft. Sie können sich damit anmelden.",
      },
      loginUnlinked: {
        subject: "Eine verknüpfte Anmeldung wurde entfernt",
        body:
          "{login} ist nicht mehr mit Ihrem Konto {address} verknüpft. Sie können sich damit nicht mehr anmelden.",
      },
      loginsUnlinked:
        "Auch alle verknüpften Anmeldungen wurden vom Konto entfernt.",
      factorsReset: {
        subject: "Ihre zweiten Faktoren wurden entfernt",
        body:
          "Der Betreiber hat alle zweiten Faktoren aus Ihrem Konto {address} entfernt und alle Sitzungen beendet. Melden Sie sich wieder an, und richten Sie dann einen neuen zweiten Faktor ein.",
      },
      accountRecovery: {
        notYou:
          "Wenn Sie das nicht waren, stoppen Sie den Vorgang jetzt. An Ihrem Konto ändert sich dann nichts, und Ihre Codes und Passkeys funktionieren weiter.",
        wasYou: "Wenn Sie es waren, müssen Sie nichts tun.",
        stop: "Wiederherstellung stoppen",
        started: {
          subject: "Jemand stellt den Zugang zu Ihrem Konto wieder her",
          body:
            "Jemand möchte ohne Codes und Passkeys wieder Zugang zum Konto {address} bekommen. Diese Person kennt das Passwort oder kann Ihre E-Mails lesen.",
          former:
            "Jemand möchte ohne Codes und Passkeys wieder Zugang zu einem Konto bekommen. Bis vor Kurzem gehörte die Adresse {address} zu diesem Konto.",
          wait:
            "Die Wartezeit gibt Ihnen Gelegenheit, den Vorgang zu stoppen. Etwa am {time} senden wir einen Link an die Adresse des Kontos. Er entfernt alle zweiten Faktoren des Kontos.",
        },
        ending: {
          subject: "Die Wartezeit für Ihr Konto ist fast vorbei",
          body:
            "Jemand möchte weiterhin ohne Codes und Passkeys Zugang zum Konto {address} bekommen.",
          former:
            "Jemand möchte weiterhin ohne Codes und Passkeys Zugang zu einem Konto bekommen. Bis vor Kurzem gehörte die Adresse {address} zu diesem Konto.",
          wait:
            "Etwa am {time} senden wir einen Link an die Adresse des Kontos. Er entfernt alle zweiten Faktoren des Kontos.",
        },
        ready: {
          subject: "Sie können wieder auf Ihr Konto zugreifen",
          body:
            "Die Wartezeit ist vorbei. Mit diesem Link entfernen Sie alle zweiten Faktoren des Kontos {address} und melden sich an.",
          action: "Zugang wiederherstellen",
          note:
            "Der Link ist 7 Tage gültig und funktioniert einmal. Geben Sie ihn nicht weiter: Wer ihn hat, kommt in das Konto.",
        },
        cancelled: {
          subject: "Die Wiederherstellung wurde gestoppt",
          body:
            "Die Wiederherstellung des Zugangs zum Konto {address} wurde gestoppt. Es wurde nichts entfernt, und Ihre Codes und Passkeys funktionieren weiter.",
          next:
            "Falls jemand anderes sie gestartet hat, kennt diese Person Ihr Passwort oder kann Ihre E-Mails lesen. Ändern Sie Ihr Passwort.",
        },
        completed: {
          subject: "Der Zugang zu Ihrem Konto wurde wiederhergestellt",
          body:
            "Alle zweiten Faktoren des Kontos {address} wurden entfernt, und alle Geräte wurden abgemeldet.",
          former:
            "Alle zweiten Faktoren eines Kontos wurden entfernt, und alle Geräte wurden abgemeldet. Bis vor Kurzem gehörte die Adresse {address} zu diesem Konto.",
          contact: "Wenn Sie das nicht waren, wenden Sie sich sofort an uns.",
        },
      },
      deletionRequested: {
        subject: "Ihr Konto wird gelöscht",
        body:
          "Ihr Konto {address} wird am {time} gelöscht, mit allem, was wir über Sie speichern. Melden Sie sich vorher an, um es zu behalten.",
        action: "Anmelden und Konto behalten",
      },
      accountRestored: {
        subject: "Ihr Konto wird nicht gelöscht",
        body:
          "Ihr Konto sollte gelöscht werden. Jemand hat sich als {address} angemeldet, deshalb bleibt es bestehen.",
      },
    },
    errors: {
      statuses: {
        400: {
          title: "In der Anfrage fehlte etwas",
          next: "Gehen Sie zurück und versuchen Sie es noch einmal.",
        },
        403: {
          title: "Diese Anfrage kam von einer anderen Website",
          next:
            "Öffnen Sie die Seite auf dieser Website und versuchen Sie es von dort noch einmal.",
        },
        404: {
          title: "Seite nicht gefunden",
          next: "Prüfen Sie die Adresse, oder gehen Sie zur Startseite.",
        },
        405: {
          title: "Methode nicht erlaubt",
          next: "Diese Seite nimmt solche Anfragen nicht an.",
        },
        408: {
          title: "Die Anfrage hat zu lange gedauert",
          next: "Sie kam nicht rechtzeitig an. Versuchen Sie es noch einmal.",
        },
        413: {
          title: "Zu viele Daten",
          next: "Senden Sie weniger als 64 KB.",
        },
        415: {
          title: "Format nicht unterstützt",
          next: "Senden Sie die Anfrage als Formular.",
        },
        429: {
          title: "Zu viele Versuche",
          next: "Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        },
        500: {
          title: "Etwas ist schiefgegangen",
          next:
            "Der Fehler liegt bei uns und wurde protokolliert. Versuchen Sie es in Kürze noch einmal.",
        },
        503: {
          title: "Zurzeit nicht verfügbar",
          next:
            "Die Website ist überlastet oder erreicht ihre Datenbank nicht. An Ihnen liegt es nicht. Versuchen Sie es in einer Minute noch einmal.",
        },
      },
      forbidden: {
        other_account: {
          title: "Es wurde nichts geändert",
          next:
            "Sie haben dieses Formular mit einem anderen Konto geöffnet. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        },
        logged_in_since: {
          title: "Es wurde nichts geändert",
          next:
            "Sie haben dieses Formular vor der Anmeldung geöffnet. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        },
        role: {
          title: "Zugriff verweigert",
          next:
            "Ihr Konto hat dafür keine Berechtigung. Melden Sie sich mit einem anderen Konto an, oder fragen Sie den Betreiber der Website.",
        },
        unverified: {
          title: "Ihre E\u2011Mail-Adresse ist nicht bestätigt",
          next:
            "Öffnen Sie den Link in der E-Mail, die wir Ihnen geschickt haben, und versuchen Sie es dann noch einmal.",
        },
        second_factor_missing: {
          title: "Ihr Konto braucht einen zweiten Faktor",
          next:
            "Diese Website verlangt für Ihr Konto einen zweiten Faktor. Melden Sie sich in einem Browser an, richten Sie auf Ihrer Kontoseite einen ein, und versuchen Sie es dann noch einmal.",
        },
        password_not_recent: {
          title: "Geben Sie Ihr Passwort noch einmal ein",
          next:
            "Melden Sie sich neu an und versuchen Sie es dann innerhalb von 10 Minuten noch einmal.",
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
      unknown: "Sonstige Aktivität",
      kinds: {
        signed_up: "Konto angelegt",
        address_verified: "E-Mail-Adresse bestätigt",
        logged_in: "Anmeldung",
        logged_in_new_device: "Anmeldung auf einem neuen Gerät",
        login_failed: "Fehlgeschlagene Anmeldung: falsches Passwort",
        second_factor_failed:
          "Fehlgeschlagene Anmeldung: zweiter Faktor falsch",
        password_changed: "Passwort geändert",
        password_recovered:
          "Passwort über einen Link per E-Mail neu festgelegt",
        factors_reset: "Alle zweiten Faktoren vom Betreiber entfernt",
        password_added: "Passwort festgelegt",
        password_removed: "Passwort entfernt",
        password_set: "Passwort vom Betreiber festgelegt",
        name_changed: "Name geändert",
        profile_changed: "Kontodaten geändert",
        address_change_asked: "Änderung der E-Mail-Adresse angefordert",
        address_changed: "E-Mail-Adresse geändert",
        address_restored:
          "„Das war ich nicht“: frühere E-Mail-Adresse wiederhergestellt",
        secure_account: "„Das war ich nicht“: alle Sitzungen beendet",
        recovery_code_used: "Wiederherstellungscode verwendet",
        recovery_codes_replaced: "Wiederherstellungscodes ersetzt",
        factor_added: "Zweiter Faktor hinzugefügt",
        factor_removed: "Zweiter Faktor entfernt",
        login_linked: "Anmeldung verknüpft",
        login_unlinked: "Verknüpfte Anmeldung entfernt",
        browser_trusted: "Browser als vertrauenswürdig markiert",
        browser_untrusted: "Vertrauen in einen Browser beendet",
        recovery_started: "Wiederherstellung ohne zweiten Faktor gestartet",
        recovery_cancelled: "Wiederherstellung gestoppt",
        recovery_completed:
          "Wiederherstellung abgeschlossen: zweite Faktoren entfernt",
        session_ended: "Sitzung beendet",
        other_sessions_ended: "Alle anderen Sitzungen beendet",
        sessions_ended: "Alle Sitzungen vom Betreiber beendet",
        exported: "Daten exportiert",
        deletion_asked: "Löschung des Kontos angefordert",
        deletion_cancelled:
          "Löschung des Kontos durch eine Anmeldung abgebrochen",
        locked: "Konto vom Betreiber gesperrt",
        disabled: "Konto vom Betreiber deaktiviert",
        enabled: "Konto vom Betreiber aktiviert",
        role_granted: "Rolle vom Betreiber zugewiesen",
        role_revoked: "Rolle vom Betreiber entzogen",
        imported: "Konto von einer anderen Website übernommen",
      },
    },
  },
};

export default german;
