<?xml version="1.0" encoding="UTF-8"?>
<!--
  Van een Afleiding (een feit dat de motor uit de stand van een dossier afleidde) naar een gebeurtenis. Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>
  <!-- De gebeurtenis waaruit dit volgt; leeg als het uit de stand of de klok volgt. -->
  <xsl:param name="oorzaakBericht" as="xs:string" select="''"/>

  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="melding" on-no-match="shallow-copy"/>

  <xsl:template match="/">
    <xsl:if test="empty(Afleiding)">
      <xsl:message terminate="yes" error-code="KB-AFLEIDING-INVOER">Alleen een Afleiding wordt een afgeleide gebeurtenis.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Afleiding"/>
  </xsl:template>

  <xsl:template match="Afleiding">
    <Gebeurtenis versie="1">
      <id><xsl:value-of select="$berichtId"/></id>
      <xsl:copy-of select="type" copy-namespaces="no"/>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <geregistreerd><xsl:value-of select="$geregistreerd"/></geregistreerd>
      <xsl:copy-of select="plaatsgevonden, onderwerp" copy-namespaces="no"/>
      <correlatie><xsl:value-of select="if ($oorzaakBericht ne '') then $oorzaakBericht else $berichtId"/></correlatie>
      <xsl:if test="$oorzaakBericht ne ''">
        <oorzaak><xsl:value-of select="$oorzaakBericht"/></oorzaak>
      </xsl:if>
      <xsl:copy-of select="correctieVan, intrekkingVan, betrokkenen" copy-namespaces="no"/>
      <inhoud>
        <xsl:apply-templates select="Wissel, Verstreken, Verschil, Publicatie, Registerfeit, Inschrijvingsfeit"/>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>

  <xsl:template match="Wissel">
    <Coordinatie>
      <xsl:copy-of select="beslag" copy-namespaces="no"/>
      <xsl:call-template name="schuldenaar"/>
      <Coordinator>
        <xsl:copy-of select="Coordinator/*" copy-namespaces="no"/>
        <xsl:call-template name="herkomst"/>
      </Coordinator>
      <xsl:copy-of select="vorige, artikel" copy-namespaces="no"/>
    </Coordinatie>
  </xsl:template>

  <xsl:template match="Verstreken">
    <Termijn>
      <xsl:call-template name="schuldenaar"/>
      <xsl:copy-of select="." copy-namespaces="no"/>
    </Termijn>
  </xsl:template>

  <xsl:template match="Verschil">
    <Wijziging>
      <xsl:call-template name="schuldenaar"/>
      <xsl:copy-of select="oud, nieuw" copy-namespaces="no"/>
    </Wijziging>
  </xsl:template>

  <!--
    Wat iets eerders intrekt, verbetert of laat eindigen, heeft een algemeen type en bereikt ook wie het eerdere niet mocht hebben; en na
    match-ingetrokken gaat de zaak over een ander. Daarin staat dus niet meer dan wat het eerdere aanwijst.
  -->
  <xsl:variable name="kaal" as="xs:boolean" select="
      exists(/Afleiding[intrekkingVan or correctieVan or type = 'nl.insolventieregister.insolventie-verwijderd'])"/>

  <!-- Van de zaak alleen de publicatie waar het om gaat, en geen adres: wie de schuldenaar is, weet de afnemer. -->
  <xsl:template match="Publicatie">
    <Insolventiemelding>
      <xsl:call-template name="schuldenaar">
        <xsl:with-param name="velden" select="../Schuldenaar/*[not($kaal)]"/>
      </xsl:call-template>
      <xsl:apply-templates select="Insolventie" mode="melding"/>
      <Match>
        <xsl:copy-of select="Match/(* except (herkomst, vergeleken[$kaal]))" copy-namespaces="no"/>
        <xsl:call-template name="herkomst"/>
      </Match>
    </Insolventiemelding>
  </xsl:template>

  <!-- Een intrekking zegt alleen wat er weg is; een verbetering zegt het goede, en van wie weet de afnemer. -->
  <xsl:template match="Registerfeit">
    <xsl:element name="{if (Bewind) then 'Bewindmelding' else 'Schuldhulpmelding'}">
      <xsl:call-template name="schuldenaar">
        <xsl:with-param name="velden" select="../Schuldenaar/*[not($kaal)]"/>
      </xsl:call-template>
      <xsl:apply-templates select="Schuldhulp, Bewind" mode="melding"/>
      <xsl:for-each select="Match">
        <Match>
          <xsl:copy-of select="* except (herkomst, vergeleken[$kaal])" copy-namespaces="no"/>
          <xsl:call-template name="herkomst"/>
        </Match>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <xsl:template match="Inschrijvingsfeit">
    <Inschrijvingsmelding>
      <xsl:call-template name="schuldenaar"/>
      <xsl:copy-of select="hoedanigheid, beslag, Inschrijving" copy-namespaces="no"/>
    </Inschrijvingsmelding>
  </xsl:template>

  <xsl:template match="
      Schuldhulp/*[not(self::nummer or self::soort or self::herkomst)][/Afleiding/intrekkingVan]
      | Bewind/*[not(self::nummer or self::maatregel or self::herkomst)][/Afleiding/intrekkingVan]" mode="melding"/>

  <xsl:template match="kenmerken/adres" mode="melding"/>
  <xsl:template match="Insolventie/publicatie[not(kenmerk = ../../kenmerk)]" mode="melding"/>
  <xsl:template match="
      kenmerken/(naam | geboortedatum | datumOverlijden | kvkNummer)[$kaal] | Insolventie/(vorigNummer | vertegenwoordiger)[$kaal]
      | Insolventie/publicatie/gebeurtenistype[$kaal]" mode="melding"/>

  <xsl:template name="schuldenaar">
    <xsl:param name="velden" as="element()*" select="../Schuldenaar/*"/>
    <Schuldenaar>
      <rol>schuldenaar</rol>
      <xsl:copy-of select="$velden" copy-namespaces="no"/>
      <xsl:call-template name="herkomst"/>
    </Schuldenaar>
  </xsl:template>

  <xsl:template name="herkomst">
    <herkomst>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <berichtId><xsl:value-of select="$berichtId"/></berichtId>
      <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
    </herkomst>
  </xsl:template>
</xsl:stylesheet>
