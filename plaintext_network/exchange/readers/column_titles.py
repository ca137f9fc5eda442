"""Defines the table of what people and programs call the columns of an address list, in a dozen languages. Reads nothing."""

from __future__ import annotations

from functools import cache

from plaintext_network.exchange.readers.outlook_titles import LANGUAGES, roles_by_title
from plaintext_network.exchange.readers.taken_columns import role_of_property
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.model.note.properties import property_names

# Properties whose names are ordinary words for something else.
_NO_TITLES = ("type", "read", "photo", "offers", "needs")

# A title may be in several rows only if the roles are the same. `/` separates titles.
_TABLE = """
full | Name / Formatted Name / Full Name / Fullname / Display Name / Contact / Contact Name / Contact Full Name / Person / Person - Name / Who / Contact person / Vollständiger Name / Nom à afficher / Nombre para mostrar / Nombre mostrado / Nome da visualizzare / Nome de exibição / Wyświetlana nazwa / Voller Name / Anzeigename / Kontakt / Kontaktname / Ansprechpartner / Ansprechpartnerin / Nom complet / Nom et prénom / Nom affiché / Nombre completo / Nombre y apellidos / Nombre y apellido / Nome completo / Nome e cognome / Nome visualizzato / Volledige naam / Naam / Weergavenaam / Imię i nazwisko / Navn / Namn / Fulde navn / Fullständigt namn / Visningsnavn / Nimi / Koko nimi / Jméno a příjmení / Celé jméno / Teljes név / Név / Nume complet / Ad Soyad / Adı Soyadı / İsim / ФИО / Полное имя / Имя и фамилия / Ονοματεπώνυμο / 氏名 / お名前 / 名前 / 姓名 / 全名 / 联系人 / 聯絡人 / 連絡先名 / 이름 / 성명 / 성함
first | First / Firstname / First Name / Given Name / Givenname / Forename / Christian name / Vorname / Rufname / Prénom / Nombre / Nombres / Primeiro nome / Voornaam / Roepnaam / Imię / Fornavn / Förnamn / Etunimi / Křestní jméno / Jméno / Keresztnév / Utónév / Prenume / Ad / Adı / Имя / Όνομα / 名 / 名字
middle | Middle / Middle Name / Second Name / Zweiter Vorname / Weitere Vornamen / Deuxième prénom / Segundo nombre / Secondo nome / Tussenvoegsel / Tweede voornaam / Drugie imię / Mellemnavn / Mellomnavn / Отчество
last | Last / Lastname / Last Name / Surname / Family Name / Familyname / Nachname / Familienname / Zuname / Nom / Nom de famille / Apellido / Apellidos / Cognome / Sobrenome / Apelido / Achternaam / Nazwisko / Efternavn / Etternavn / Efternamn / Sukunimi / Příjmení / Vezetéknév / Családnév / Nume / Nume de familie / Soyad / Soyadı / Фамилия / Επώνυμο / 姓 / 姓氏 / 성
prefix | Prefix / Name Prefix / Salutation / Honorific / Anrede / Titel / Civilité / Tratamiento / Aanhef
suffix | Suffix / Name Suffix / Namenszusatz
nickname | Nickname / Nick Name / Nick / Alias / Aliases / Spitzname / Surnom / Apodo / Soprannome / Apelido informal / Bijnaam / Przezwisko / Псевдоним / ニックネーム / 昵称 / 暱稱
email | Email / E-mail / Mail / Email Address / E-mail Address / Primary Email / Secondary Email / Email 1 / Email 2 / Email 3 / Email1 / Email2 / Email3 / Other Email / Additional Email / E-Mail-Adresse / E-Mail Adresse / Mailadresse / Adresse e-mail / Adresse email / Courriel / Adresse de messagerie / Correo / Correo electrónico / Email principal / Indirizzo email / Indirizzo e-mail / Posta elettronica / Email primaria / Email secondaria / E-mailadres / Adres e-mail / Adres email / E-post / E-postadress / E-postadresse / E-mailadresse / Sähköposti / Sähköpostiosoite / E-mailová adresa / E-mail cím / E-posta / E-posta adresi / Эл. почта / Электронная почта / Почта / Ηλεκτρονική διεύθυνση / メール / メールアドレス / Eメール / 電子メール / 邮箱 / 电子邮件 / 电子邮件地址 / 電子郵件地址 / 邮箱地址 / 电子邮箱 / 邮件地址 / 電子郵件 / 電郵 / 이메일 / 메일 / 전자우편
email:work | Work Email / Business Email / Company Email / Office Email / Email (Work) / E-Mail geschäftlich / E-Mail (geschäftlich) / Email professionnel / Correo del trabajo / Email (Business)
email:home | Home Email / Personal Email / Private Email / Email (Home) / Email (Personal) / E-Mail privat / E-Mail (privat) / Email personnel / Correo personal
phone | Phone / Phones / Phone Number / Phone No / Phone 1 / Phone 2 / Phone1 / Phone2 / Telephone / Telephone Number / Tel / Tel. / Tel. no. / Number / Primary Phone / Other Phone / Telefon / Telefonnummer / Rufnummer / Festnetz / Telefon 1 / Telefon 2 / Téléphone / Numéro de téléphone / Téléphone fixe / Teléfono / Número de teléfono / Telefono / Numero di telefono / Telefone / Número de telefone / Telefoon / Telefoonnummer / Numer telefonu / Tlf / Puhelin / Puhelinnumero / Telefonszám / Telefon numarası / Телефон / Номер телефона / Τηλέφωνο / 電話 / 電話番号 / 电话 / 电话号码 / 電話號碼 / 전화 / 전화번호 / 연락처
phone:cell | Mobile / Mobile Phone / Mobile Number / Mobile No / Mobile Phone Number / Cell / Cell Phone / Cellphone / Cellular / Handy / Handynummer / Mobil / Mobilnummer / Mobiltelefon / Mobilfunk / Natel / Portable / Mobile Tél / Tél. mobile / Tél. portable / Téléphone mobile / Téléphone portable / Móvil / Teléfono móvil / Celular / Cellulare / Telefono cellulare / Numero cellulare / Telemóvel / Telemovel / Mobiel / Mobiele telefoon / Komórka / Telefon komórkowy / Mobilní telefon / Kännykkä / Matkapuhelin / Mobilszám / Cep / Cep telefonu / Мобильный / Мобильный телефон / Κινητό / 携帯 / 携帯電話 / 携帯番号 / 手机 / 手机号 / 手机号码 / 移动电话 / 手機 / 行動電話 / 휴대폰 / 휴대전화 / 핸드폰 / WhatsApp
phone:work | Work Phone / Business Phone / Office Phone / Office / Phone (Work) / Work / Direct Phone / Telefon geschäftlich / Telefon (geschäftlich) / Telefon dienstlich / Tél. professionnel / Téléphone professionnel / Téléphone (bureau) / Teléfono del trabajo / Telefono lavoro / Telefoon werk / Telefon służbowy / Рабочий телефон / 勤務先電話 / 单位电话 / 商务电话 / 商務電話 / 公司电话 / 公司電話 / 办公电话
phone:home | Home Phone / Phone (Home) / Home / Telefon privat / Telefon (privat) / Téléphone personnel / Téléphone (domicile) / Teléfono particular / Telefono casa / Telefoon thuis / Домашний телефон / 自宅電話 / 家庭电话 / 住宅电话 / 住宅電話
phone:fax | Fax / Fax Number / Faxnummer / Télécopie / Telefax / Факс / ファックス / 传真 / 傳真
phone:pager | Pager / Pager Number
company | Company / Org Name / Company Name / Organization / Organisation / Organization Name / Organisation Name / Org / Employer / Account Name / Current Company / Business / Firma / Firmenname / Unternehmen / Arbeitgeber / Verein / Institution / Société / Entreprise / Nom de la société / Organisme / Empresa / Compañía / Organización / Azienda / Società / Organizzazione / Ditta / Organização / Bedrijf / Bedrijfsnaam / Organisatie / Organizacja / Företag / Virksomhed / Bedrift / Selskap / Yritys / Společnost / Cég / Cégnév / Şirket / Kurum / Компания / Организация / Место работы / Εταιρεία / 会社 / 会社名 / 勤務先 / 所属 / 公司 / 公司名称 / 单位 / 公司名稱 / 회사 / 회사명 / 소속
department | Department / Dept / Abteilung / Service / Département / Departamento / Reparto / Afdeling / Dział / Avdelning / Afdeling / Отдел / 部署 / 部署名 / 部门 / 部門 / 부서
role | Job Title / Organization Title / Organisation Titel / Arbeitstitel / Jobtitle / Title / Position / Role / Job / Job Position / Function / Occupation / Headline / Current Position / Funktion / Stelle / Rolle / Berufsbezeichnung / Poste / Fonction / Intitulé du poste / Puesto / Cargo / Posizione / Qualifica / Ruolo / Função / Functie / Functietitel / Stanowisko / Stilling / Befattning / Titteli / Pozice / Beosztás / Unvan / Görev / Должность / Θέση / 役職 / 肩書き / 职位 / 职务 / 職位 / 職稱 / 직책 / 직위 / 직급
url | URL / URLs / Website / Web Site / Web / Webpage / Web Page / Web Page 1 / Web Page 2 / Homepage / Home Page / Link / Links / Webseite / Internetseite / Internet / Site / Site web / Site internet / Página web / Sitio web / Sito / Sito web / Pagina web / Strona / Strona www / Hemsida / Hjemmeside / Web sitesi / Сайт / 网站 / 网址 / 網站 / ウェブサイト / 홈페이지
url:profile | LinkedIn / LinkedIn URL / LinkedIn Profile / LinkedIn Profile URL / Profile URL / Person Linkedin Url / Twitter / Twitter URL / X / Facebook / Facebook URL / Instagram / Xing / GitHub / Mastodon / Blog
address:only:formatted | Address / Full Address / Postal Address / Mailing Address / Addresses / Adresse / Anschrift / Postanschrift / Adresse postale / Adresse complète / Dirección / Dirección postal / Domicilio / Indirizzo / Endereço / Morada / Adres / Adress / Postadress / Osoite / Cím / Adresa / Адрес / Διεύθυνση / 住所 / 地址 / 주소
address:only:street | Street / Street Address / Street 1 / Address 1 / Address1 / Address Line 1 / Mailing Street / Straße / Strasse / Straße und Hausnummer / Strasse / Nr / Rue / Calle / Via / Rua / Straat / Ulica / Gata / Gade / Katuosoite / Utca / Улица
address:only:extended | Street 2 / Address 2 / Address2 / Address Line 2 / Adresszusatz / Complément d'adresse / Apartment / Unit
address:only:city | City / Town / Locality / Mailing City / Ort / Stadt / Wohnort / Ville / Ciudad / Localidad / Población / Città / Comune / Cidade / Localidade / Plaats / Woonplaats / Stad / Miasto / Miejscowość / Ort / Kaupunki / Město / Város / Şehir / İl / Город / Πόλη / 市区町村 / 城市 / 도시
address:only:region | State / Region / Province / County / State/Region / State/Province / Mailing State / Bundesland / Kanton / Région / Département (adresse) / Provincia / Estado / Provincie / Województwo / Область / Регион / 都道府県 / 省 / 省份 / 州
address:only:code | Zip / Zip Code / ZipCode / Zip/Postal Code / Postal Code / Postcode / Post Code / Postalcode / Mailing Zip / PLZ / Postleitzahl / Code postal / CP / Código postal / CAP / CEP / Kod pocztowy / Postnummer / Postnr / Postinumero / PSČ / Irányítószám / Posta kodu / Индекс / Почтовый индекс / 郵便番号 / 邮编 / 邮政编码 / 郵遞區號 / 우편번호
address:only:country | Country / Country/Region / Mailing Country / Land / Pays / País / Paese / Nazione / Kraj / Maa / Země / Ország / Ülke / Страна / Χώρα / 国 / 国家 / 國家 / 국가
address:work:street | Work Address / Work Street / Indirizzo di lavoro
address:work:extended | Work Address 2 / Indirizzo di lavoro 2
address:work:city | Work City / Città di lavoro
address:work:region | Work State / Provincia di lavoro
address:work:code | Work ZipCode / Work Zip / Work Zip Code / Work Postal Code / CAP di lavoro
address:work:country | Work Country / Nazione di lavoro
address:home:street | Home Address / Indirizzo di casa
address:home:extended | Home Address 2 / Indirizzo di casa 2
address:home:city | Città di residenza
address:home:region | Provincia di residenza
address:home:code | Home ZipCode / Home Zip / Home Zip Code / CAP di residenza
address:home:country | Nazione di residenza
property:location | Location / Place / Standort / Aufenthaltsort / Lieu / Ubicación / Luogo / Локация / 所在地
date:BDAY | Birthday / Birthdate / Birth Date / Date of Birth / DOB / Bday / Born / Geburtstag / Geburtsdatum / Geb. / Geb.-Datum / Anniversaire / Date de naissance / Né(e) le / Cumpleaños / Fecha de nacimiento / Compleanno / Data di nascita / Aniversário / Data de nascimento / Verjaardag / Geboortedatum / Urodziny / Data urodzenia / Fødselsdag / Fødselsdato / Födelsedag / Födelsedatum / Syntymäpäivä / Syntymäaika / Narozeniny / Datum narození / Születésnap / Születési dátum / Doğum günü / Doğum tarihi / День рождения / Дата рождения / Γενέθλια / 誕生日 / 生年月日 / 生日 / 出生日期 / 생일 / 생년월일
date:ANNIVERSARY | Anniversary / Wedding Anniversary / Hochzeitstag / Jahrestag / Anniversaire de mariage / 結婚記念日 / 纪念日
birth:year | Birth Year / Geburtsjahr / Année de naissance / Anno di nascita / Año de nacimiento / Geboortejaar
birth:month | Birth Month / Mois / Geburtsmonat / Mois de naissance / Mese di nascita / Mes de nacimiento / Geboortemaand
birth:day | Birth Day / Jour / Geburtstag (Tag) / Jour de naissance / Giorno di nascita / Día de nacimiento / Geboortedag
labels | Tags / Tag / Labels / Label / Categories / Category / Groups / Group / Kategorie / Kategorien / Gruppe / Gruppen / Schlagwörter / Schlagworte / Catégorie / Catégories / Étiquettes / Groupe / Groupes / Categorías / Etiquetas / Grupo / Grupos / Categorie / Etichette / Gruppo / Gruppi / Categorieën / Groep / Groepen / Kategoria / Grupa / Категория / Группа / タグ / グループ / 分组 / 标签 / 分類 / 標籤 / 그룹 / 태그
note | Note / Notes / Comment / Comments / Remark / Remarks / Memo / Description / About / Bio / Notiz / Notizen / Bemerkung / Bemerkungen / Kommentar / Anmerkung / Anmerkungen / Remarque / Remarques / Commentaire / Commentaires / Nota / Notas / Observaciones / Comentarios / Commenti / Annotazioni / Observações / Notitie / Notities / Opmerking / Opmerkingen / Notatka / Notatki / Uwagi / Anteckning / Anteckningar / Noter / Notater / Bemærkninger / Muistiinpanot / Poznámka / Poznámky / Megjegyzés / Notlar / Примечание / Заметки / Комментарий / Σημειώσεις / 備考 / メモ / 备注 / 備註 / 비고 / 메모
id | ID / Contact ID / Record ID / External ID / Person ID / Contact Id / UUID / GUID / Kontakt-ID
uid | UID
cadence | Cadence / Keep in touch / Frequency / Contact frequency / Kontaktintervall
property:met_at | Met at / Where we met / How we met / Kennengelernt
day:met_on | Met on / Date met
property:met_through | Met through / Introduced by / Vorgestellt von
properties:circles | Circles / Circle / Kreis / Kreise
properties:interests | Interests / Interessen / Centres d'intérêt / Intereses / Interessi
private | Private / Privat
"""


@cache
def roles() -> dict[str, str]:
    """Map the `title_key` of every title to its role. Outlook's titles count, too, where this table doesn't have them."""
    found: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        role, titles = line.split(" | ", 1)
        for title in titles.split(" / "):
            found.setdefault(title_key(title), role)
    for name in property_names("contact"):
        if name not in _NO_TITLES:
            found.setdefault(title_key(name.replace("_", " ")), role_of_property(name))
    for language in LANGUAGES:
        for key, (role, _) in roles_by_title(language).items():
            if role.split(":")[0] in ("address", "phone", "email", "url", "date"):
                found.setdefault(key, role)
    return found
