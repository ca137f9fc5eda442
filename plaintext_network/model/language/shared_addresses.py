"""Tells e-mail addresses that several people may read from those of one person. Knows no notes."""

import re
from functools import lru_cache

from plaintext_network.model.language.normalize import fold

# Mailboxes of a post or a service, in several languages.
_ROLE_WORDS = """
    abuse accounting accounts admin administracion administration administrator admissions adverts advertising agentur alle
    all allgemein amministrazione anfrage anfragen assistance assistant assistenz atendimento ateliers auskunft backoffice
    begadmin bestellung bestellungen bewerbung biuro billing biblioteca bibliothek boekhouding bokning booking bookings board
    buchhaltung buchung buero bureau business campus careers cc centrala chat commercial commercialisti compta comptabilite
    comunicacion concierge contabilidad contact contactar contacto contactus contato contatti contatto crew customer customercare
    customers customerservice datenschutz desk direction director direccion direzione dispatch dispo do donotreply dpo drift
    editor editorial einkauf email empfang employment enquire enquiries enquiry equipe events everyone export facturacion
    facturation fakturierung fatture feedback finance finances financeiro finanzen fragen frontdesk ftp gf gast gemeinde general
    gdpr group gruppe hallo headoffice hej hei hello help helpdesk hi hilfe hola hostmaster hotel hotline hr iletisim impressum
    info infodesk informacion informacje information informations informazioni infos inbox inquiries inquiry investors invoice
    invoices it jobs kanzlei karriere kasse kontakt kontakty kontor kundenservice kundendienst kundeservice kundtjanst lager
    leads legal leitung lists list listserv magazine mail mailbox mailer mailerdaemon mailman mailing management manager marketing
    media member members membership moderator music news newsletter no nobody noc noreply noresponder notification notifications
    office officemanager ops order orders ordini owner parts patient payments payroll pedidos personal personalabteilung pharmacy
    phish portal post posta postbox postkasten postmaster poststelle pr praxis presse press prensa privacy procurement production
    proprietaire purchasing question questions rechnung rechnungen rechnungswesen reception recepcion recepcja receptie recruiting
    recruitment redaction redaktion rektorat registrar renseignements reply request requests reservas reservation reservations
    reservierung restaurant returns rezeption rh root rrhh sales salesteam sav secretaria secretariat segreteria sekretariat sekretariaat
    security sender service services servicedesk servis shipping shop soporte sport spam staff statistik stock store studio subscribe
    subscriptions suporte support supportteam suport sysadmin team tech technik tickets toimisto tienda tourism training undisclosed
    unsubscribe usenet user users uucp vendas venda ventas verkauf verkoop verein versand vertrieb verwaltung vente ventes vendite
    visit voorzitter vorstand vorzimmer webmaster website welcome werkstatt workshop www xo zakupy zentrale zapytania
"""
_ROLES = frozenset(_ROLE_WORDS.split())
# Mailboxes of a household.
_HOUSEHOLD_WORDS = """
    family familie famille familia famiglia familien familjen fam perhe rodzina rodina csalad home house household haus couple
    parents eltern kids we us wir both
"""
_HOUSEHOLD = frozenset(_HOUSEHOLD_WORDS.split())
# Between the names of two.
_AND = frozenset("and und et y e en og och i & n u ja".split())  # noqa: SIM905
_PARTS = re.compile(r"[^\W\d_]+|&")
_TAG = re.compile(r"\+.*$")
_GMAIL = frozenset(("gmail.com", "googlemail.com"))


def email_key(address: str) -> str:
    """Return a key of an e-mail address without `mailto:` and case; "" for a text that is none.

    Dots and what follows a plus don't matter at Gmail, and `googlemail.com` is `gmail.com`.
    """
    local, at, domain = fold(address).strip().strip("<>").removeprefix("mailto:").rpartition("@")
    local, domain = local.strip().strip('"'), domain.strip().rstrip(".")
    if not (at and local and domain) or " " in local + domain:
        return ""
    if domain in _GMAIL:
        bare = _TAG.sub("", local).replace(".", "")
        return f"{bare or local}@gmail.com"
    return f"{local}@{domain}"


def without_tag(key: str) -> str:
    """Return the key of an address without what follows a plus, which most servers deliver to the same mailbox."""
    local, _, domain = key.rpartition("@")
    return f"{_TAG.sub('', local) or local}@{domain}"


@lru_cache(maxsize=50_000)
def may_be_shared(key: str) -> bool:
    """Return whether an address looks like that of a post, a service, a household or two people, and not of one person."""
    local = _TAG.sub("", key.rpartition("@")[0])
    words = _PARTS.findall(local)
    if not words:
        return False
    whole = "".join(words)
    if whole in _ROLES or whole in _HOUSEHOLD or words[0] in _ROLES or not _HOUSEHOLD.isdisjoint(words):
        return True
    if whole.startswith(("noreply", "donotreply", "nereply", "family", "familie", "famille", "familia")):
        return True
    if whole.endswith(("family", "familie", "famille", "familia")):
        return True
    return len(words) > 2 and not _AND.isdisjoint(words[1:-1])
