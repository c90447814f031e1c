<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel volledig, voor de gerechtsdeurwaarder: het hele canonieke bericht, behalve een adres onder geheimhouding.
  Wat hieronder niet bij naam genoemd is, gaat niet mee, ook niet als het canonieke model groeit.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:variable name="gebeurtenistypen" as="xs:string+" select="
      'nl.beslagregister.beslag-gelegd',
      'nl.beslagregister.beslag-gewijzigd',
      'nl.beslagregister.beslag-opgeheven',
      'nl.beslagregister.beslag-ingetrokken',
      'nl.beslagregister.coordinerend-deurwaarder-gewijzigd',
      'nl.beslagvrijevoet.bvv-vastgesteld',
      'nl.beslagvrijevoet.bvv-herzien',
      'nl.beslagvrijevoet.termijn-verstreken',
      'nl.brp.persoon-overleden',
      'nl.brp.persoon-verhuisd',
      'nl.brp.persoon-geemigreerd',
      'nl.brp.persoon-vertrokken-onbekend-waarheen',
      'nl.brp.partnerschap-gewijzigd',
      'nl.brp.kind-gewijzigd',
      'nl.brp.geheimhouding-gewijzigd',
      'nl.brp.bijhouding-opgeschort',
      'nl.brp.gegevens-in-onderzoek',
      'nl.brp.curatele-geregistreerd',
      'nl.brp.curatele-beeindigd',
      'nl.brp.persoon-overleden-gecorrigeerd',
      'nl.brp.persoon-overleden-ingetrokken',
      'nl.brp.bijhouding-opgeschort-gecorrigeerd',
      'nl.brp.curatele-geregistreerd-ingetrokken',
      'nl.brp.geheimhouding-gewijzigd-gecorrigeerd',
      'nl.brp.kind-gewijzigd-gecorrigeerd',
      'nl.brp.kind-gewijzigd-ingetrokken',
      'nl.brp.partnerschap-gewijzigd-gecorrigeerd',
      'nl.brp.partnerschap-gewijzigd-ingetrokken',
      'nl.brp.persoon-geemigreerd-gecorrigeerd',
      'nl.brp.persoon-verhuisd-gecorrigeerd',
      'nl.brp.persoon-vertrokken-onbekend-waarheen-gecorrigeerd',
      'nl.polisadministratie.inkomstenverhouding-gestart',
      'nl.polisadministratie.inkomstenverhouding-gestart-gecorrigeerd',
      'nl.polisadministratie.inkomstenverhouding-beeindigd',
      'nl.polisadministratie.inkomstenverhouding-beeindigd-gecorrigeerd',
      'nl.polisadministratie.inkomstenverhouding-beeindigd-ingetrokken',
      'nl.polisadministratie.inkomstenverhouding-gewijzigd',
      'nl.polisadministratie.inkomstenverhouding-ingetrokken',
      'nl.kadaster.zakelijk-recht-gewijzigd',
      'nl.kadaster.beslag-gewijzigd',
      'nl.rdw.tenaamstelling-gewijzigd',
      'nl.handelsregister.inschrijving-gewijzigd',
      'nl.uitkeringen.uitkering-gewijzigd',
      'nl.vorderingen.betalingsverplichting-opgelegd',
      'nl.vorderingen.betalingsverplichting-opgelegd-gecorrigeerd',
      'nl.vorderingen.betalingsverplichting-ingetrokken',
      'nl.vorderingen.betaling-verwerkt',
      'nl.insolventieregister.faillissement-uitgesproken',
      'nl.insolventieregister.faillissement-beeindigd',
      'nl.insolventieregister.faillissement-vernietigd',
      'nl.insolventieregister.wsnp-uitgesproken',
      'nl.insolventieregister.wsnp-definitief',
      'nl.insolventieregister.wsnp-herleefd',
      'nl.insolventieregister.wsnp-beeindigd',
      'nl.insolventieregister.schone-lei-verleend',
      'nl.insolventieregister.schone-lei-ontnomen',
      'nl.insolventieregister.surseance-verleend',
      'nl.insolventieregister.surseance-verlengd',
      'nl.insolventieregister.surseance-beeindigd',
      'nl.insolventieregister.curator-vervangen',
      'nl.insolventieregister.bewindvoerder-vervangen',
      'nl.insolventieregister.rechter-commissaris-vervangen',
      'nl.insolventieregister.insolventie-overgedragen',
      'nl.insolventieregister.rectificatie',
      'nl.insolventieregister.insolventie-ingetrokken',
      'nl.insolventieregister.adres-gewijzigd',
      'nl.insolventieregister.publicatie-onbekend',
      'nl.insolventieregister.publicatie-verwijderd',
      'nl.insolventieregister.publicatie-gecorrigeerd',
      'nl.insolventieregister.insolventie-verwijderd',
      'nl.insolventieregister.match-ingetrokken',
      'nl.vish.schuldhulp-aangemeld',
      'nl.vish.schuldhulp-afgemeld',
      'nl.vish.schuldhulp-gecorrigeerd',
      'nl.vish.schuldhulp-ingetrokken',
      'nl.vish.schuldhulp-verstreken',
      'nl.vish.match-ingetrokken',
      'nl.schuldhulp.kennisgeving-ontvangen',
      'nl.schuldhulp.saldoverzoek-ontvangen',
      'nl.schuldhulp.betaalvoorstel-ontvangen',
      'nl.schuldhulp.schuldregeling-akkoord',
      'nl.schuldhulp.schuldregeling-beeindigd',
      'nl.schuldhulp.stabilisatie-gestart',
      'nl.schuldhulp.moratorium-verleend',
      'nl.schuldhulp.moratorium-beeindigd',
      'nl.schuldhulp.moratorium-verstreken',
      'nl.schuldhulp.moratorium-verstreken-ingetrokken',
      'nl.schuldhulp.stabilisatie-verstreken',
      'nl.schuldhulp.stabilisatie-verstreken-ingetrokken',
      'nl.schuldhulp.schuldregeling-verstreken',
      'nl.schuldhulp.schuldregeling-verstreken-ingetrokken',
      'nl.schuldhulp.match-ingetrokken',
      'nl.curatelebewindregister.bewind-ingesteld',
      'nl.curatelebewindregister.bewind-gewijzigd',
      'nl.curatelebewindregister.bewindvoerder-gewijzigd',
      'nl.curatelebewindregister.bewind-opgeheven',
      'nl.curatelebewindregister.bewind-ingetrokken',
      'nl.curatelebewindregister.curatele-ingesteld',
      'nl.curatelebewindregister.curatele-gewijzigd',
      'nl.curatelebewindregister.curator-gewijzigd',
      'nl.curatelebewindregister.curatele-opgeheven',
      'nl.curatelebewindregister.curatele-ingetrokken',
      'nl.curatelebewindregister.bewind-verstreken',
      'nl.curatelebewindregister.curatele-verstreken',
      'nl.curatelebewindregister.match-ingetrokken'"/>

  <xsl:template match="/">
    <xsl:if test="not(Gebeurtenis/type = $gebeurtenistypen)">
      <xsl:message terminate="yes" error-code="KB-PROFIEL-TYPE">Het profiel volledig kent dit gebeurtenistype niet.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Gebeurtenis"/>
  </xsl:template>

  <!-- Welke velden een element mag meebrengen, per naam van dat element. -->
  <xsl:variable name="velden" as="map(xs:string, xs:string+)" select="
      map {
        'Gebeurtenis': ('id', 'type', 'bron', 'geregistreerd', 'plaatsgevonden', 'onderwerp', 'correlatie', 'oorzaak',
          'correctieVan', 'intrekkingVan', 'betrokkenen', 'inhoud'),
        'betrokkenen': 'oin',
        'inhoud': ('Beslaglegging', 'Vaststelling', 'Coordinatie', 'Termijn', 'Wijziging', 'Insolventiemelding',
          'Schuldhulpmelding', 'Bewindmelding', 'Inschrijvingsmelding'),
        'herkomst': ('bron', 'berichtId', 'tijdstip'),

        'Beslaglegging': ('Beslag', 'Vordering', 'Schuldenaar', 'Partner', 'Kind', 'Inkomstenverhouding', 'Coordinator',
          'OpgegevenBeslagvrijeVoet', 'BeslagvrijeVoet', 'melding'),
        'Vaststelling': ('beslag', 'Schuldenaar', 'BeslagvrijeVoet', 'Herziening'),
        'Coordinatie': ('beslag', 'Schuldenaar', 'Coordinator', 'vorige', 'artikel'),
        'vorige': ('oin', 'gerechtsdeurwaarderId'),
        'Wijziging': ('Schuldenaar', 'oud', 'nieuw'),
        'oud': ('Persoon', 'Inkomstenverhouding', 'OnroerendeZaak', 'Voertuigbezit', 'Uitkering', 'Terugvordering', 'Betalingsverplichting'),
        'nieuw': ('Persoon', 'Inkomstenverhouding', 'OnroerendeZaak', 'Voertuigbezit', 'Uitkering', 'Terugvordering', 'Betalingsverplichting'),
        'Insolventiemelding': ('Schuldenaar', 'Insolventie', 'Match'),
        'Insolventie': ('nummer', 'soort', 'vorigNummer', 'rechtbank', 'kenmerken', 'vertegenwoordiger', 'publicatie',
          'eindeVindbaarheid', 'herkomst'),
        'rechtbank': ('code', 'naam'),
        'kenmerken': ('natuurlijkPersoon', 'naam', 'geboortedatum', 'datumOverlijden'),
        'vertegenwoordiger': ('naam', 'begin', 'einde', 'organisatie', 'kvkNummer', 'adres', 'sinds', 'tot'),
        'Schuldhulpmelding': ('Schuldenaar', 'Schuldhulp', 'Match'),
        'Schuldhulp': ('nummer', 'soort', 'organisatie', 'dossierkenmerk', 'regeling', 'moratorium', 'begin', 'einde', 'reden', 'herkomst'),
        'organisatie': ('oin', 'naam', 'contact'),
        'moratorium': ('grond', 'rechtbank', 'zaaknummer', 'uitspraak'),
        'Bewindmelding': ('Schuldenaar', 'Bewind', 'Match'),
        'Bewind': ('nummer', 'maatregel', 'omvang', 'gepubliceerd', 'begin', 'einde', 'vertegenwoordiger', 'rechtbank', 'zaaknummer', 'herkomst'),
        'publicatie': ('kenmerk', 'datum', 'code', 'gebeurtenistype'),
        'Match': ('graad', 'vergeleken', 'beoordeeld', 'herkomst'),
        'vergeleken': ('veld', 'uitkomst'),
        'Termijn': ('Schuldenaar', 'Verstreken'),
        'Verstreken': ('beslag', 'soort', 'datum', 'betreft', 'artikel'),
        'Inschrijvingsmelding': ('Schuldenaar', 'hoedanigheid', 'beslag', 'Inschrijving'),
        'Inschrijving': ('kenmerk', 'soort', 'soortBijBron', 'kvkNummer', 'vestigingsnummer', 'registratie', 'tijdstip', 'herkomst'),
        'Herziening': ('reden', 'artikel', 'ingangsdatum', 'aanname', 'vervangt'),
        'aanname': ('code', 'tekst'),
        'vervangt': ('berichtId', 'bedrag', 'geldigTot'),

        'Beslag': ('registratieId', 'mutatiesoort', 'soort', 'bronVanInkomen', 'beslaglegger', 'opdrachtgever', 'derdeBeslagene',
          'dagVanBeslag', 'tijdVanBeslag', 'rang', 'status', 'herkomst'),
        'beslag': ('registratieId', 'dossierkenmerk'),
        'beslaglegger': ('oin', 'gerechtsdeurwaarderId', 'dossierkenmerk'),
        'opdrachtgever': ('naam', 'oin', 'kvkNummer'),
        'derdeBeslagene': ('loonheffingennummer', 'kvkNummer', 'naam'),
        'Coordinator': ('isBeslaglegger', 'oin', 'gerechtsdeurwaarderId', 'sinds', 'herkomst'),
        'Vordering': ('soort', 'hoofdsom', 'rente', 'kosten', 'restant', 'preferentie', 'titel', 'herkomst'),
        'titel': ('soort', 'datum', 'kenmerk'),

        'Schuldenaar': $persoonsvelden,
        'Partner': $persoonsvelden,
        'Kind': $persoonsvelden,
        'Persoon': $persoonsvelden,
        'naam': ('voornamen', 'voorletters', 'voorvoegsel', 'geslachtsnaam', 'volledigeNaam'),
        'adres': ('soort', 'straat', 'huisnummer', 'huisletter', 'huisnummertoevoeging', 'aanduidingBijHuisnummer', 'postcode',
          'woonplaats', 'locatiebeschrijving', 'regel', 'landcode', 'land', 'adresseerbaarObject', 'verblijftNietOpAdres',
          'datumVan'),
        'bijhoudingOpgeschort': ('redencode', 'datum'),
        'partnerschappen': 'partnerschap',
        'partnerschap': ('bsn', 'soort', 'begin', 'ontbinding'),
        'kinderen': 'kind',
        'kind': ('bsn', 'geboortedatum'),

        'Inkomstenverhouding': ('rol', 'loonheffingennummer', 'werkgeversnaam', 'volgnummer', 'begin', 'einde', 'periode',
          'Inkomstenopgave', 'herkomst'),
        'periode': ('begin', 'einde', 'soort'),
        'Inkomstenopgave': ('begin', 'einde', 'loonLbPh', 'ingehoudenLbPh', 'vakantietoeslag', 'opgebouwdVakantietoeslag',
          'extraPeriodesalaris', 'opgebouwdExtraPeriodesalaris'),

        'OnroerendeZaak': ('aanduiding', 'recht', 'kadasterbeslag', 'herkomst'),
        'kadasterbeslag': ('kenmerk', 'aardcode', 'aard', 'betrokkenRecht', 'aandeel', 'bedrag', 'legger'),
        'legger': ('soort', 'naam'),
        'aanduiding': ('gemeentecode', 'gemeente', 'sectie', 'perceel', 'appartement'),
        'recht': ('omschrijving', 'einde'),
        'Voertuigbezit': ('kenteken', 'begin', 'einde', 'herkomst'),
        'Uitkering': ('wet', 'begin', 'einde', 'Uitkeringsperiode', 'uitvoerder', 'herkomst'),
        'Uitkeringsperiode': ('begin', 'einde', 'percentage', 'partnertoeslag', 'bedrag'),
        'Terugvordering': ('kenmerk', 'wet', 'besluitdatum', 'reden', 'aanvang', 'saldo', 'uitvoerder', 'herkomst'),
        'Betalingsverplichting': ('schuldeiser', 'kenmerk', 'categorie', 'grondslag', 'opgelegdOp', 'bedrag', 'betaald', 'ingetrokkenOp', 'herkomst'),
        'uitvoerder': ('kolom', 'partij', 'vestiging'),
        'bedrag': ('waarde', 'periodecode', 'normcode', 'begin', 'einde'),

        'OpgegevenBeslagvrijeVoet': ('bedrag', 'periode', 'berekeningskenmerk', 'geldigTot', 'herkomst'),
        'BeslagvrijeVoet': ('bedrag', 'basis', 'plafond', 'peildatum', 'leefsituatie', 'geldigVan', 'geldigTot',
          'rekenregelversie', 'cijfersbestand', 'kwitantie', 'herkomst'),
        'cijfersbestand': ('naam', 'hash'),

        'melding': ('code', 'tekst', 'detail', 'bron')
      }"/>

  <xsl:variable name="persoonsvelden" as="xs:string+" select="
      'rol', 'bsn', 'kvkNummer', 'rsin', 'naam', 'geboortedatum', 'adres', 'geheimhouding', 'overleden', 'datumOverlijden',
      'curatele', 'bijhoudingOpgeschort', 'partnerschappen', 'kinderen', 'inOnderzoek', 'onderdeelInOnderzoek', 'herkomst'"/>

  <!-- Attributen die meegaan; "versie" is die van het profiel en gelijk aan die van het model. -->
  <xsl:variable name="attributen" as="xs:string+" select="'Gebeurtenis/versie', 'melding/soort', 'kwitantie/mediatype', 'vertegenwoordiger/rol', 'bedrag/soort'"/>

  <!--
    Huisgenoten delen een adres. Daarom gaat geen enkel adres mee zodra van een van de personen de geheimhouding geldt, of niet
    is gevraagd, nu of bij een wijziging eerst: alleen een uitdrukkelijk "false" bij allen laat adressen door. De onroerende zaak
    van wie er zelf woont is zijn adres, ook als kenmerk van een beslag erop, en de gemeente die betaalt, beslag legt of vordert is die
    waar hij woont, ook als kenmerk van haar vordering; een vestiging kan staan waar hij woont of werkt. Die gaan alleen mee wanneer een adres
    dat mag.
  -->
  <xsl:template match="adres | OnroerendeZaak/aanduiding | kadasterbeslag/kenmerk | legger | uitvoerder | schuldeiser | Betalingsverplichting/(grondslag | kenmerk) | Terugvordering/kenmerk | Inschrijving/vestigingsnummer">
    <xsl:if test="every $persoon in ancestor::inhoud//(Schuldenaar | Partner | Kind | Persoon) satisfies $persoon/geheimhouding/xs:boolean(.) = false()">
      <xsl:next-match/>
    </xsl:if>
  </xsl:template>

  <!-- Zelfde naam en waarde, in de naamruimte van het profiel. -->
  <xsl:template match="*">
    <xsl:variable name="naam" select="local-name()"/>
    <xsl:variable name="toegestaan" select="$velden($naam)"/>
    <xsl:element name="{$naam}" namespace="urn:ketenbrug:profiel:volledig:1">
      <xsl:copy-of select="@*[$naam || '/' || local-name() = $attributen]"/>
      <xsl:choose>
        <xsl:when test="*">
          <xsl:apply-templates select="*[local-name() = $toegestaan]"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="."/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
