<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord ObjectInfoKadastraleAanduidingResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:kad="http://bkwi.nl/SuwiML/Diensten/KadasterDossierGSD/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../kadaster-eigendom/kadaster-eigendom-to-canonical.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('kad:ObjectInfoKadastraleAanduidingResponse')"/>

  <xsl:variable name="gegevens" as="xs:string+" select="'OnroerendeZaak'"/>

  <!-- Een zaak zonder aanduiding is niet te onderscheiden van een andere. -->
  <xsl:template match="kad:ObjectInfoKadastraleAanduidingResponse" mode="objecten">
    <xsl:apply-templates select="OnroerendeZaak[KadastraleAanduiding]" mode="objecten"/>
  </xsl:template>

  <xsl:template match="LocatieOZ" mode="erbij">
    <xsl:for-each select="StraatadresBag">
      <locatie>
        <xsl:sequence select="
            s:tekst('omschrijving', Locatieoms),
            s:tekst('straat', Straatnaam)"/>
        <xsl:for-each select="Postcd">
          <postcode><xsl:value-of select="upper-case(.)"/></postcode>
        </xsl:for-each>
        <xsl:sequence select="
            s:tekst('huisnummer', Huisnr),
            s:tekst('huisletter', Huisletter),
            s:tekst('toevoeging', Huisnrtoevoeging),
            s:tekst('woonplaats', Woonplaatsnaam)"/>
      </locatie>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="Gerechtigde" mode="erbij">
    <gerechtigde>
      <xsl:for-each select="NatuurlijkPersoon">
        <xsl:sequence select="s:tekst('bsn', Burgerservicenr)"/>
        <xsl:for-each select="normalize-space(string-join((Voornamen, Voorvoegsel, SignificantDeelVanDeAchternaam), ' '))[. ne '']">
          <naam><xsl:value-of select="."/></naam>
        </xsl:for-each>
        <xsl:sequence select="s:datum('geboortedatum', Geboortedat)"/>
      </xsl:for-each>
      <xsl:for-each select="NietNatuurlijkPersoon">
        <xsl:sequence select="
            s:tekst('kvkNummer', OndernemingInst/InschrijvingsnrKvK),
            s:tekst('fiscaalNummer', Rechtspersoon/FiNr),
            s:tekst('naam', (Rechtspersoon/NaamRechtspersoon, OndernemingInst/NaamOndernemingInst/HandelsnaamOrganisatie)[1])"/>
      </xsl:for-each>
    </gerechtigde>
  </xsl:template>
</xsl:stylesheet>
