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
      'nl.beslagvrijevoet.bvv-vastgesteld'"/>

  <xsl:template match="/">
    <xsl:if test="not(Gebeurtenis/type = $gebeurtenistypen)">
      <xsl:message terminate="yes" error-code="KB-PROFIEL-TYPE">Het profiel volledig kent dit gebeurtenistype niet.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Gebeurtenis"/>
  </xsl:template>

  <xsl:template match="Gebeurtenis">
    <xsl:element name="Gebeurtenis" namespace="urn:ketenbrug:profiel:volledig:1">
      <xsl:attribute name="versie" select="'1'"/>
      <xsl:apply-templates select="*"/>
    </xsl:element>
  </xsl:template>

  <!-- De envelop -->
  <xsl:template match="
      Gebeurtenis/(id | type | bron | geregistreerd | plaatsgevonden | onderwerp | correlatie | oorzaak | correctieVan | intrekkingVan
        | betrokkenen | inhoud)
      | betrokkenen/oin | inhoud/(Beslaglegging | Vaststelling)
      | herkomst | herkomst/(bron | berichtId | tijdstip)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <!-- Beslag, vordering, coordinator -->
  <xsl:template match="
      Beslag | Beslag/(registratieId | mutatiesoort | soort | bronVanInkomen | beslaglegger | opdrachtgever | derdeBeslagene
        | dagVanBeslag | tijdVanBeslag | rang | status)
      | beslaglegger/(oin | gerechtsdeurwaarderId | dossierkenmerk)
      | opdrachtgever/(naam | oin | kvkNummer)
      | derdeBeslagene/(loonheffingennummer | kvkNummer | naam)
      | Vaststelling/beslag | Vaststelling/beslag/(registratieId | dossierkenmerk)
      | Vordering | Vordering/(soort | hoofdsom | rente | kosten | restant | preferentie | titel)
      | titel/(soort | datum | kenmerk)
      | Coordinator | Coordinator/(isBeslaglegger | oin | gerechtsdeurwaarderId | sinds)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <!-- Personen -->
  <xsl:template match="
      Schuldenaar | Partner | Kind
      | (Schuldenaar | Partner | Kind)/(rol | bsn | kvkNummer | rsin | naam | geboortedatum | geheimhouding | overleden
        | datumOverlijden | curatele | bijhoudingOpgeschort | partnerschappen | kinderen | inOnderzoek | onderdeelInOnderzoek)
      | (Schuldenaar | Partner | Kind)/naam/(voornamen | voorletters | voorvoegsel | geslachtsnaam | volledigeNaam)
      | bijhoudingOpgeschort/(redencode | datum)
      | partnerschappen/partnerschap | partnerschap/(bsn | soort | begin | ontbinding)
      | kinderen/kind | kind/(bsn | geboortedatum)
      | adres/(soort | straat | huisnummer | huisletter | huisnummertoevoeging | aanduidingBijHuisnummer | postcode | woonplaats
        | locatiebeschrijving | regel | landcode | land | adresseerbaarObject | verblijftNietOpAdres | datumVan)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <!--
    Huisgenoten delen een adres. Daarom gaat geen enkel adres mee zodra van een van de personen de geheimhouding geldt, of niet
    is gevraagd: alleen een uitdrukkelijk "false" bij allen laat adressen door.
  -->
  <xsl:template match="adres">
    <xsl:if test="every $persoon in ../../(Schuldenaar | Partner | Kind) satisfies $persoon/geheimhouding/xs:boolean(.) = false()">
      <xsl:call-template name="overnemen"/>
    </xsl:if>
  </xsl:template>

  <!-- Inkomsten -->
  <xsl:template match="
      Inkomstenverhouding
      | Inkomstenverhouding/(rol | loonheffingennummer | werkgeversnaam | volgnummer | begin | einde | periode | Inkomstenopgave)
      | Inkomstenverhouding/periode/(begin | einde | soort)
      | Inkomstenopgave/(begin | einde | loonLbPh | ingehoudenLbPh | vakantietoeslag | opgebouwdVakantietoeslag | extraPeriodesalaris
        | opgebouwdExtraPeriodesalaris)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <!-- Beslagvrije voet -->
  <xsl:template match="
      OpgegevenBeslagvrijeVoet | OpgegevenBeslagvrijeVoet/(bedrag | periode | berekeningskenmerk | geldigTot)
      | BeslagvrijeVoet | BeslagvrijeVoet/(bedrag | basis | plafond | peildatum | leefsituatie | geldigVan | geldigTot
        | rekenregelversie | cijfersbestand)
      | cijfersbestand/(naam | hash)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <xsl:template match="BeslagvrijeVoet/kwitantie">
    <xsl:call-template name="overnemen">
      <xsl:with-param name="attributen" select="@mediatype"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Waarschuwingen van een bron bij haar gegevens -->
  <xsl:template match="Beslaglegging/melding">
    <xsl:call-template name="overnemen">
      <xsl:with-param name="attributen" select="@soort"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="melding/(code | tekst | detail | bron)">
    <xsl:call-template name="overnemen"/>
  </xsl:template>

  <!-- Zelfde naam, in de naamruimte van het profiel. -->
  <xsl:template name="overnemen">
    <xsl:param name="attributen" as="attribute()*"/>
    <xsl:element name="{local-name()}" namespace="urn:ketenbrug:profiel:volledig:1">
      <xsl:copy-of select="$attributen"/>
      <xsl:choose>
        <xsl:when test="*">
          <xsl:apply-templates select="*"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="."/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
