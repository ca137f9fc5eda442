"""Defines the table of Outlook's columns: the role of each, and its title in the languages of Outlook. Reads nothing.

One line per column: its role, then its titles in English, German, French, Spanish, Italian and Dutch; `/` separates spellings
of classic Outlook, Outlook on the web, and of versions.
"""

from __future__ import annotations

from functools import cache

from plaintext_network.exchange.readers.titles import title_key

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
# How Outlook writes dates where the language of the header leaves no doubt.
DAY_FIRST = {"de": True, "fr": True, "es": True, "it": True, "nl": True}

_TABLE = """
prefix | Title | Anrede | Titre / Civilité | Tratamiento / Título | Titolo | Titel
first | First Name / Given Name | Vorname | Prénom | Nombre | Nome | Voornaam
middle | Middle Name | Weitere Vornamen / Zweiter Vorname | Deuxième prénom | Segundo nombre | Secondo nome | Middelste naam / Tweede voornaam
last | Last Name / Surname | Nachname | Nom | Apellidos | Cognome | Achternaam
suffix | Suffix | Suffix | Suffixe | Sufijo | Titolo straniero / Suffisso | Achtervoegsel
nickname | Nickname | Spitzname | Surnom | Apodo / Sobrenombre | Soprannome | Bijnaam
company | Company | Firma | Société | Organización / Compañía | Società | Bedrijf
department | Department | Abteilung | Service | Departamento | Reparto | Afdeling
role | Job Title | Position | Titre (2nd) / Fonction / Poste | Puesto / Cargo | Posizione / Qualifica | Functie
address:work:street | Business Street | Straße geschäftlich | Rue (bureau) | Calle del trabajo | Via (uff.) | Werkadres, straat
address:work:street | Business Street 2 | Straße geschäftlich 2 | Rue (bureau) 2 | Calle del trabajo 2 | Via (uff.) 2 | Werkadres 2, straat / Werkadres, straat 2
address:work:street | Business Street 3 | Straße geschäftlich 3 | Rue (bureau) 3 | Calle del trabajo 3 | Via (uff.) 3 | Werkadres 3, straat / Werkadres, straat 3
address:work:city | Business City | Ort geschäftlich | Ville (bureau) | Ciudad de trabajo / Ciudad del trabajo | Città (uff.) | Werkadres, plaats
address:work:region | Business State | Region geschäftlich / Bundesland/Kanton geschäftlich | Dép/Région (bureau) | Provincia o estado de trabajo | Provincia (uff.) | Werkadres, provincie
address:work:code | Business Postal Code | Postleitzahl geschäftlich | Code postal (bureau) | Código postal del trabajo | CAP (uff.) | Werkadres, postcode
address:work:country | Business Country/Region / Business Country | Land/Region geschäftlich | Pays/Région (bureau) / Pays (bureau) | País o región del trabajo / País del trabajo | Paese/area geografica (uff.) | Land/regio (werk)
address:work:formatted | Business Address | Adresse geschäftlich | Adresse (bureau) | Dirección del trabajo | Indirizzo (uff.) / Indirizzo (ufficio) | Werkadres
address:work:box | Business Address PO Box | Postfach geschäftlich | B.P. professionnelle / Boîte postale professionnelle | Apartado postal del trabajo / Apartado postal de la dirección del trabajo | Indirizzo (uff.) - Casella postale | Werkadres, postbusnummer
address:home:street | Home Street | Straße privat | Rue (domicile) | Calle particular / Calle del domicilio | Via (ab.) | Huisadres, straat
address:home:street | Home Street 2 | Straße privat 2 | Rue (domicile) 2 | Calle particular 2 | Via (ab.) 2 | Huisadres, straat 2
address:home:street | Home Street 3 | Straße privat 3 | Rue (domicile) 3 | Calle particular 3 | Via (ab.) 3 | Huisadres, straat 3
address:home:city | Home City | Ort privat | Ville (domicile) | Ciudad de residencia | Città (ab.) | Huisadres, plaats
address:home:region | Home State | Bundesland/Kanton privat / Region privat | Dép/Région (domicile) | Provincia o estado de residencia | Provincia (ab.) | Huisadres, provincie
address:home:code | Home Postal Code | Postleitzahl privat | Code postal (domicile) | Código postal de residencia | CAP (ab.) | Huisadres, postcode
address:home:country | Home Country/Region / Home Country | Land/Region privat | Pays/Région (domicile) / Pays (domicile) | País o región del domicilio / País de residencia | Paese/area geografica (ab.) | Land/regio (thuis)
address:home:formatted | Home Address | Adresse privat | Adresse (domicile) | Dirección particular | Indirizzo (ab.) | Huisadres
address:home:box | Home Address PO Box | Postfach privat | Boîte postale du domicile | Apartado postal de la dirección particular | Indirizzo (ab.) - Casella postale | Huisadres, postbusnummer
address:other:street | Other Street | Weitere Straße | Rue (autre) | Otra calle | Altra via | Ander adres, straat
address:other:street | Other Street 2 | Weitere Straße 2 | Rue (autre) 2 | Otra calle 2 | Altra via 2 | Ander adres, straat 2
address:other:street | Other Street 3 | Weitere Straße 3 | Rue (autre) 3 | Otra calle 3 | Altra via 3 | Ander adres, straat 3
address:other:city | Other City | Weiterer Ort | Ville (autre) | Otra ciudad | Altra città | Ander adres, plaats
address:other:region | Other State | Weiteres/r Bundesland/Kanton | Dép/Région (autre) | Otra provincia o estado | Altra provincia | Ander adres, provincie
address:other:code | Other Postal Code | Weitere Postleitzahl | Code postal (autre) | Otro código postal | Altro CAP | Ander adres, postcode
address:other:country | Other Country/Region / Other Country | Weiteres/e Land/Region | Pays/Région (autre) / Pays (autre) | Otro país o región / Otro país | Altro paese/area geografica | Land/regio (anders)
address:other:formatted | Other Address | Weitere Adresse | Adresse (autre) | Otra dirección | Altro indirizzo | Ander adres
address:other:box | Other Address PO Box | Weiteres Postfach | Autre boîte postale | Apartado postal de otra dirección | Altro indirizzo - Casella postale | Ander adres, postbusnummer
raw | Assistant's Phone | Telefon Assistent | Téléphone de l'assistant(e) | Teléfono del ayudante | Telefono assistente | Telefoon assistent
phone:work,fax | Business Fax | Fax geschäftlich | Télécopie (bureau) | Fax del trabajo | Fax (uff.) | Fax op werk
phone:work | Business Phone | Telefon geschäftlich | Téléphone (bureau) | Teléfono del trabajo | Ufficio / Telefono (uff.) | Telefoon op werk
phone:work | Business Phone 2 | Telefon geschäftlich 2 | Téléphone 2 (bureau) | Teléfono del trabajo 2 | Ufficio 2 | Telefoon op werk 2
phone | Callback | Rückmeldung | Rappel | Devolución de llamada | Richiamata automatica | Terugbellen
phone:car | Car Phone | Autotelefon | Téléphone (voiture) | Teléfono del automóvil | Telefono auto | Autotelefoon
phone:work,main | Company Main Phone | Telefon Firma | Téléphone société | Número de centralita de la organización / Teléfono principal de la compañía | Telefono principale società | Hoofdtelefoon bedrijf
phone:home,fax | Home Fax | Fax privat | Télécopie (domicile) | Fax particular | Fax (ab.) | Fax thuis
phone:home | Home Phone | Telefon privat / Telefon (privat) | Téléphone (domicile) | Particular / Teléfono particular | Abitazione / Telefono (ab.) | Telefoon thuis
phone:home | Home Phone 2 | Telefon privat 2 / Telefon (privat 2) | Téléphone 2 (domicile) | Número de teléfono particular 2 / Particular 2 | Abitazione 2 | Telefoon thuis 2
phone:isdn | ISDN | ISDN | RNIS | RDSI | ISDN | ISDN
phone:cell | Mobile Phone | Mobiltelefon | Tél. mobile / Téléphone mobile | Teléfono móvil / Móvil | Cellulare | Mobiele telefoon
phone:cell | Mobile Phone 2 | Mobiltelefon 2 | Tél. mobile 2 | Teléfono móvil 2 | Cellulare 2 | Mobiele telefoon 2
phone:fax | Other Fax | Weiteres Fax | Télécopie (autre) | Otro fax | Altro fax | Andere fax
phone | Other Phone | Weiteres Telefon | Téléphone (autre) | Otro teléfono | Altro telefono | Andere telefoon
phone:pager | Pager | Pager | Récepteur de radiomessagerie | Localizador | Cercapersone | Pager
phone:pref | Primary Phone | Haupttelefon | Téléphone principal | Teléfono principal | Telefono principale | Hoofdtelefoon
phone | Radio Phone | Funktelefon | Radiotéléphone | Radioteléfono | Radiotelefono | Radiotelefoon
phone:textphone | TTY/TDD Phone | Telefon für Hörbehinderte | Téléphone TDD/TTY | Número de teletipo / Teletipo | Telefono TTY/TDD | Teksttelefoon
raw | Telex | Telex | Télex | Télex | Telex | Telex
email | E-mail Address / Email Address | E-Mail-Adresse / E-Mail: Adresse | Adresse de messagerie / Adresse de courrier | Dirección de correo electrónico | Indirizzo posta elettronica | E-mailadres
email-type | E-mail Type | E-Mail-Typ / E-Mail: Typ | Type de messagerie / Type de courrier | Tipo de correo electrónico | Tipo posta elettronica | E-mailtype
display | E-mail Display Name | E-Mail: Angezeigter Name | Nom complet de l'adresse de messagerie / Nom complet de l'adresse de courrier | Nombre de pantalla de correo electrónico | Nome visualizzato posta elettronica | Weergavenaam voor e-mail / E-mail, weergegeven naam
email | E-mail 2 Address / Email 2 Address | E-Mail 2: Adresse | Adresse de messagerie 2 / Adresse de courrier 2 | Dirección de correo electrónico 2 | Indirizzo posta elettronica 2 | E-mailadres 2
email-type | E-mail 2 Type | E-Mail 2: Typ | Type de messagerie 2 / Type de courrier 2 | Tipo de correo electrónico 2 | Tipo posta elettronica 2 | E-mailtype 2
display | E-mail 2 Display Name | E-Mail 2: Angezeigter Name | Nom complet de l'adresse de messagerie 2 / Nom complet de l'adresse de courrier 2 | Nombre de pantalla de correo electrónico 2 | Nome visualizzato posta elettronica 2 | E-mail, weergegeven naam 2
email | E-mail 3 Address / Email 3 Address | E-Mail 3: Adresse | Adresse de messagerie 3 / Adresse de courrier 3 | Dirección de correo electrónico 3 / Dirección del correo electrónico 3 | Indirizzo posta elettronica 3 | E-mailadres 3
email-type | E-mail 3 Type | E-Mail 3: Typ | Type de messagerie 3 / Type de courrier 3 | Tipo de correo electrónico 3 | Tipo posta elettronica 3 | E-mailtype 3
display | E-mail 3 Display Name | E-Mail 3: Angezeigter Name | Nom complet de l'adresse de messagerie 3 / Nom complet de l'adresse de courrier 3 | Nombre de pantalla de correo electrónico 3 | Nome visualizzato posta elettronica 3 | E-mail, weergegeven naam 3
date:ANNIVERSARY | Anniversary | Jahrestag | Anniversaire de mariage ou fête | Aniversario | Anniversario | Speciale datum
date:BDAY | Birthday | Geburtstag | Anniversaire | Cumpleaños | Compleanno | Verjaardag
labels | Categories | Kategorien | Catégories | Categorías | Categorie | Categorieën / Categorien
note | Notes | Notizen | Notes | Notas | Notes / Note | Notities
url | Web Page | Webseite / Website | Page Web | Página Web | Pagina Web | Webpagina
url:home | Personal Web Page | Persönliche Webseite | Page Web personnelle | Página web personal | Pagina Web personale | Persoonlijke webpagina
sensitivity | Sensitivity | Vertraulichkeit | Critère de diffusion | Carácter / Confidencialidad | Riservatezza | Gevoeligheid
private | Private | Privat | Privé | Privado | Privato | Privé / Priv
default | Priority | Priorität | Priorité | Prioridad | Priorità | Prioriteit
default | Gender | Geschlecht | Sexe | Sexo | Sesso | Geslacht
initials | Initials | Initialen | Initiales | Iniciales | Iniziali | Initialen
spouse | Spouse | Partner / Partner/in | Conjoint(e) | Cónyuge | Nome coniuge/partner | Partner
child | Children | Kinder | Enfants | Hijos | Figli | Kinderen
manager | Manager's Name | Name des/r Vorgesetzten / Name des/der Vorgesetzten | Responsable | Nombre del jefe / Nombre del director | Nome manager | Naam manager
assistant | Assistant's Name | Assistent(in) / Name Assistent | Nom de l'assistant(e) | Nombre del ayudante / Nombre del asistente | Nome assistente | Naam assistent
im | IMAddress / IM Address | IM-Adresse | Adresse de messagerie instantanée | Dirección de mensajería instantánea | Indirizzo messaggistica immediata | Chatadres
raw | Account | Konto | Compte | Cuenta | Account | Account
raw | Billing Information | Abrechnungsinformation | Informations facturation | Información de facturación | Dati fatturazione | Factuurinformatie
raw | Directory Server | Verzeichnisserver | Serveur d'annuaire | Servidor de directorio | Server di directory | Adreslijstserver
raw | Government ID Number | Sozialversicherungsnr. | Numéro d'identification d'administration publique | Número de identificación | Cod. Fisc./P. IVA | Sofinummer
raw | Hobby | Hobby | Passe-temps | Afición | Hobby | Hobby's
raw | Internet Free Busy | Internet Frei/Gebucht | Disponibilité Internet | Disponibilidad de Internet | Disponibilità Internet | Internet Beschikbaarheidsinfo
raw | Keywords | Stichwörter | Mots clés | Palabras clave | Parole chiave | Trefwoorden
raw | Language | Sprache | Langue | Idioma | Lingua | Taal
raw | Location | Ort | Emplacement | Ubicación | Luogo | Locatie
raw | Mileage | Reisekilometer | Kilométrage | Kilometraje | Indennità trasferta | Reisafstand
raw | Office Location | Büro | Bureau | Ubicación de la oficina | Ubicazione ufficio | Kantoorlocatie
raw | Organizational ID Number | Organisationsnr. | Numéro d'identification de l'organisation | Número de identificación de la organización | Numero ID organizzativo | Organisatie-id
raw | Profession | Beruf | Profession | Profesión | Professione | Beroep
raw | Referred By | Empfohlen von | Recommandé par | Referido por | Presentato da | Referentie van
raw | Schools | Schulen | Écoles | Escuelas | Scuole | Scholen
raw | User 1 | Benutzer 1 | Utilisateur 1 | Usuario 1 | Utente 1 | Gebruiker 1
raw | User 2 | Benutzer 2 | Utilisateur 2 | Usuario 2 | Utente 2 | Gebruiker 2
raw | User 3 | Benutzer 3 | Utilisateur 3 | Usuario 3 | Utente 3 | Gebruiker 3
raw | User 4 | Benutzer 4 | Utilisateur 4 | Usuario 4 | Utente 4 | Gebruiker 4
raw | Given Yomi | Vorname Yomi | Prénom Yomi | Nombre Yomi | Nome Yomi | Voornaam Yomi
raw | Surname Yomi | Nachname Yomi | Nom Yomi | Apellido Yomi | Cognome Yomi | Achternaam Yomi
raw | Company Yomi | Firma Yomi | Société Yomi | Compañía Yomi | Società Yomi | Bedrijf Yomi
"""


@cache
def roles_by_title(language: str) -> dict[str, tuple[str, str]]:
    """Map the `title_key` of each column of a language to its role and its English title."""
    found: dict[str, tuple[str, str]] = {}
    place = LANGUAGES.index(language) + 1
    for line in _TABLE.strip().splitlines():
        role, *titles = (cell.strip() for cell in line.split(" | "))
        english = titles[0].split(" / ")[0]
        for title in titles[place - 1].split(" / "):
            found.setdefault(title_key(title), (role, english))
    return found
