"""Tells e-mail addresses that several people may read from those of one person. Knows no notes."""

import re
from functools import lru_cache

from plaintext_network.model.language.normalize import fold

# Mailboxes of a post or a service, in several languages.
_ROLE_WORDS = """
    abuse account accounting accounts accountspayable accountsreceivable accueil achat achats acquisti adherent
    adherents admin administracao administracion administrador administratie administration administrator admissions
    admon advertising adverts affiliate affiliates afspraak afspraken agence agenda agentur ahoj aide akademie
    alavastaa alert alerts all allas alle allgemein amministratore amministrazione anfrage anfragen angajari angebot
    angebote anmeldung announce announcements ap apoio applications apply appointment appointments apresvente ar arzt
    asiakas asiakaspalvelu asistenta ask askus assistance assistant assistente assistentin assistenz assistenza asso
    association atelier ateliers atencion atencionalcliente atencioncliente atendimento auftraege auftrag ausbildung
    auskunft automailer automated autoreply autoresponder ayuda backoffice backup balie begadmin benevoles
    bestellannahme bestelling bestellingen bestellung bestellungen bestilling bestillinger bestuur bestyrelse
    bewerbung bewerbungen biblioteca bibliothek bilgi billetterie billing birou biuro blagajna board boekhouding
    bogholderi bok bokforing bokning bonjour booking bookings bot bounce bounces boutique buchhalter buchhaltung
    buchung buchungen buero buhgalter buhgalteria bureau business cabinet campus candidature candidatures care career
    careers cc central centrala chair chairman chambres chat church ciao cita citas client cliente clientes clienti
    clients clinic club cobranca cobros colegio comenzi comercial commande commandes commercial commerciale
    commercialisti committee communicatie communication community company compliance compras compta comptabilite
    comptable comunicacion comunicazione concierge connect consulta consultas contabilidad contabilidade contabilita
    contabilitate contact contactar contactez contacteznous contactgegevens contacto contactus contato contattaci
    contatti contatto contest copropriete copyright corrections corsi council courriel courrier crediteuren crew cron
    curriculo curriculos curriculum cursos customer customercare customers customerservice customersupport cv czesc
    daemon dataprotection datenschutz deals debiteuren debitoren delivery demo desk destek dev developer developers
    devis devops digest direccion directeur directie direction director direkce direktion direktor diretoria direzione
    dispatch dispo disposition dmca do donotreply dons dontreply doreply dotazy dpo drift dyrekce dyrekcja dyrektor
    dzial dzien ecole editor editorial editors einkauf ekonomi ekonomiavdelning eladas elternbeirat elternrat email
    emergency empfang empfangsbuero empleo emploi emplois employment empresa encomendas engineering enquire enquiries
    enquiry epikoinonia equipe ersatzteile ertekesites escola escuela etude evenement evenements event eventi evento
    eventos events everybody everyone expedition expeditionen export facilities facility factura facturacion facturare
    facturas facturatie facturation facture facturen factures factuur faktura fakturace fakturacia fakturierung
    faktury faleconosco fatturazione fatture faturamento feedback ferienwohnung fibu finance financeiro finances
    financien finanse finanzbuchhaltung finanzen foerderer foerderverein forening foreningen formacion formand
    forsaljning forum fragen fraud frontdesk frontoffice ftp gaestehaus gallery garantie gast gdpr geenantwoord
    gemeinde genel general geral gerance gerant gerencia gerente geschaeft geschaeftsfuehrung geschaeftsleitung
    geschaeftsstelle getintouch gf gite gl grammateia group gruppe hallitus hallo halo hausmeister hausverwaltung
    headoffice hei hej hello help helpdesk helpline hey hi hilfe hiring hola hort hostmaster hotel hotline howdy hr
    humanresources ict igazgato iletisim imap immobilien imprensa impressum inbox indkob info infobox infocenter
    infodesk infoline infomail infopoint informacion informacje informatie informaties informatika information
    informations informazioni infos infoservice ingensvar inhaber inkasso inkoop inkop innkjop inquiries inquiry
    insankaynaklari inside internships investors invoice invoices invoicing iroda it itsupport job jobs johto
    jugendwart juridico juridique kadri kadrovska kadry kancelaria kansli kansliet kantoor kanzlei kariera karrier
    karriere kassaansvarig kasse kassenwart kasserer kassierer kassor keineantwort kiga kita klacht klachten
    klantenservice klienci klient kontakt kontaktformular kontakty kontaktzentrum kontor konyveles kozpont kreditoren
    ksiegowosc kueche kundcenter kunde kunden kundenbetreuung kundendienst kundenservice kundesenter kundeservice kundtjanst kurs
    kurse laden lager laskutus lavoraconnoi lavoro leads league leden ledenadministratie legal lehrer leitung lequipe
    letstalk letters levering library lieferung lieferungen list lists listserv livraison livraisons location
    locations logistics logistiek logistik logistique logistirio lohn lohnbuero loja lon loner magasin magazijn
    magazine magazzino mahnwesen mail mailbox mailer mailerdaemon mailing mailman maintenance mairie management
    manager marketing media medlem medlemmar medlemmer medlemskap member members membership merhaba miete mieter
    mitglied mitglieder mitgliederverwaltung mitgliedschaft moderator moin monitoring muhasebe museum music musteri
    musterihizmetleri myynti myyntitilaukset nabava nabor nagios naoresponda narocila narudzbe neantworten negozio
    neodpovedat neodpovidat nepasrepondre nevalaszolj news newsletter newsletters newsroom nichtantworten
    nieodpowiadaj nietbeantwoorden no nobody noc nonrispondere noreply norespond norespondas noresponder notaire
    notdienst notfall notification notifications notify nous nouscontacter obchod obchodni objednavka objednavky
    objekt obsluga offers office officemanager offices oficina okonomi onderhoud ops order orders ordforande
    ordine ordini ordrar ordre otdel ouvidoria owner pagos paraggelies parish partner partners partnerships parts
    pasdereponse patient patienten payment payments payroll pec pedido pedidos penningmeester pension penzugy people
    pers personal personalabteilung personalavd personalwesen personeel personeelszaken pfarramt pfarrbuero pharmacy
    phish planning platby platnosci pochta podatelna podderzhka podpora podrska poliseis pomoc portal post posta
    postbox postitus postkasten postmaster poststelle pr praca practice praktijk praktikum praxis predaj prenotazione
    prenotazioni prensa presales presidencia president presidenza press presse presseafdeling preventivi preventivo
    prezes priemnaya prijem privacy privet procurement prodaja prodazhi prodej production promo promotions
    proprietaire protocollo purchasing question questions rabota racunovodstvo reach reachus recepcao recepce recepci
    recepcia recepcija recepcio recepcion recepcja receptia receptie reception receptionen rechnung rechnungen
    rechnungswesen recruit recruiter recruiting recruitment recrutamento recrutement redacteur redactie redaction
    redaktion reditel reditelstvi register registrar registration regnskab regnskap reklama reklamace reklamacje
    reklamation reklamationen rekrutacja rektor rektorat relatii rendeles rendelesek renseignements repairs reply
    request requests reseller resellers resepsjon resepsjonen reserva reservas reservation reservations reservering
    reserveringen reservierung reservierungen respa restaurant resumes resurseumane retail retouren returns reviews
    rezept rezepte rezeption rh riaditel risorseumane robot root rp rrhh rsvp sac safety sale sales salesteam salg
    salgsafdeling salj salut satis sav sayhello sayhi school schriftfuehrer schule schulleitung scuola secretaresse
    secretaria secretariaat secretariat secretaris secretary secure security segreteria sekretaer sekretar
    sekretarenka sekretariaat sekretariat sekretariatschule sekretarka sekretarz seleccion seminar seminare sender
    service serviceclient serviceclients servicedesk services servis servus serwis shipping shop sklep skola smtp soci
    social socio socios sollicitatie sollicitaties soporte soutien spam spedition spedizioni spende spenden sport
    spravka sprechstunde sprzedaz staff stages stampa statistik stellen stellenangebote steuer steuern stock store
    studio styre styreleder styrelse styrelsen styret submissions subscribe subscriptions success suport suporte
    support supporto supportteam surgery survey surveys svarainte svarikke syndic sysadmin system systems szamlazas
    tajnica tajnistvo talent talk talktous talous tax team tech technical techniek technik tecnico tehnika termin
    termine terminvergabe tesoreria test testing theatre theteam ticket tickets tienda tilaukset tilaus tips
    tischreservierung titkar titkarsag toimisto toimitus toneel tourism tous toute trabajo trademark training
    treasurer treasury trust trustees ucetni uctarna ucto uctovnictvo ufficio ufficiostampa ugyfel ugyfelkapcsolat
    ugyfelszolgalat undisclosed unsubscribe update updates uprava uprawa usenet uucp vacatures vagas vakansii vanzari
    vastaanotto venda vendas vendite ventas vente ventes verein vereniging verkauf verkoop vermietung versand vertrieb
    verwaltung verwaltungsrat vezetoseg visit volunteer volunteering volunteers voorzitter vorsitz vorsitzender
    vorstand vorzimmer warehouse webinar webinars webinfo webmaster webshop website weiterbildung welcome werkenbij
    werkstatt werkstattservice wholesale winkel workshop write writeus www xo yhteys yhteystiedot youandus ypostirixi
    zahlung zahlungen zakaz zakaznici zakaznik zakazy zakelijk zakup zakupy zamowienia zamowienie zaopatrzenie
    zaposlenje zapytania zarzad zentrale zimmer
"""
_ROLES = frozenset(_ROLE_WORDS.split())
# Mailboxes of a household.
_HOUSEHOLD_WORDS = """
    family familie famille familia famiglia familien familjen fam perhe rodzina rodina csalad home house household haus couple
    parents eltern kids we us wir both
"""
_HOUSEHOLD = frozenset(_HOUSEHOLD_WORDS.split())
_BEGINNINGS = ("noreply", "donotreply", "nereply", "family", "familie", "famille", "familia", "famiglia")
_ENDINGS = (
    "family",
    "familie",
    "famille",
    "familia",
    "famiglia",
    "office",
    "team",
    "support",
    "service",
    "desk",
    "buero",
)
# People count their addresses with these words, too: `contact2024`.
_COUNTED = frozenset(
    ("contact", "kontakt", "mail", "email", "post", "member", "hello", "hi", "me", "test", "it", "hr")
)
_MANY_DIGITS = 2
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


def mailbox_key(address: str) -> str:
    """Return a key of an address without what follows a plus, which most servers deliver to the same mailbox; "" for a text that is none."""
    local, at, domain = email_key(address).rpartition("@")
    return f"{_TAG.sub('', local) or local}{at}{domain}"


@lru_cache(maxsize=50_000)
def may_be_shared(key: str) -> bool:
    """Return whether an address looks like that of a post, a service, a household or two people, and not of one person."""
    local, _, domain = key.rpartition("@")
    local = _TAG.sub("", local)
    words = _PARTS.findall(local)
    if not words:
        return False
    whole = "".join(words)
    if sum(map(str.isdecimal, local)) >= _MANY_DIGITS and words[0] in _COUNTED:
        return False
    # Two or three letters before another word may be initials.
    if (
        whole in _ROLES
        or (len(words[0]) > 3 and words[0] in _ROLES)
        or words[-1] in _HOUSEHOLD
        or words[0] in _HOUSEHOLD
    ):
        return True
    if whole.startswith(_BEGINNINGS) or whole.endswith(_ENDINGS):
        return True
    if whole == "".join(_PARTS.findall(domain.partition(".")[0])) and domain not in _GMAIL:
        return True
    return len(words) > 2 and not _AND.isdisjoint(words[1:-1])
