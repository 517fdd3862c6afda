/**
 * @table of what, behind an order in French, holds it back or asks for something first, though the rest of the sentence is of a parcel, a paper or thanks: over folded words with one blank between
 * them, none behind an apostrophe.
 */
const SENT = "(?:l'envoi|envoyer|m'envoyer|l'envoyer|nous envoyer|les envoyer|tout envoi|expedier|l'expedier|m'expedier|l'expedition|preparer|le preparer|la preparer|le depart|quoi que ce soit|toute expedition|de me l'envoyer|de valider|valider|de payer|payer|paiement|le paiement|reglement|le reglement)";
export const HOLDING_FRENCH = new RegExp(`(?:^|[ '])(?:${[
  // First something else.
  `avant (?:de |d')?${SENT}`, "(?:tout )?d'abord|au prealable|prealablement|avant (?:tout|que)|(?:message|mail|sms|appel\\w*|telephon\\w*|facture|catalogue|moi|nous|signe|prix|photo|confirm\\w*) avant(?: (?:s'il vous plait|svp|stp|merci))?$",
  '(?:je|nous|on)(?: me| nous)? (?:decid(?:erai|erons|era)|verrai|verrons|verra|aviser(?:ai|ons|a)|confirmer(?:ai|ons|a)|donner(?:ai|ons|a) mon accord|dirai quand|redis|redirai|revien(?:s|drai)|rappeller(?:ai|ons))', 'je vous (?:confirme|confirmerai|redis|redirai|dirai|rappelle|rappellerai|tiens au courant|donne mon accord|recontacte)(?: \\S+){0,4}$',
  // A wait.
  '(?:attend(?:ez|re|s|ons)|patientez)(?! (?:votre|vos|avec|mon colis|le colis|notre colis))', "dans l'attente (?:de |d')(?:la |l'|une |un |mon |ma |son |sa |notre )?(?:reponse de|accord|avis|devis|offre|confirmation (?:du|de la|de ma|de mon|des)|feu vert|decision|salaire|paie)", '(?:feu vert|mon accord|son accord|notre accord|leur accord)', 'plus tard', '(?:mon|ma|notre|le|la|ton) (?:salaire|paie|paye|prime|pension|argent|bourse|remboursement)', '(?:se|en) (?:reparle|rediscute|recause)',
  // No order, or another.
  "(?:ignor\\w+|ne tenez pas compte|ne pas tenir compte|oubliez|laissez tomber|annul\\w+|jetez|effacez|supprimez)", "(?:ne|n'|n'y) ?(?:faites|faire|livrez|livrer|envoyez|envoyer|preparez|preparer|expediez|expedier|bougez|lancez|validez|tenez)", '(?:deux|trois|quatre|plusieurs|#) fois', 'en (?:double|triple|deux envois|deux colis|deux fois|plusieurs)',
  // On terms.
  "si (?:elle|il|ils|elles|on|je suis|nous sommes|mon \\S+|ma \\S+|le prix|la \\S+|le \\S+) (?:\\S+ ){0,3}(?:accept\\w+|d'accord|convien\\w+|veu\\w+|valid\\w+|juste|correct|raisonnable|bon)", '(?:devis|proforma|pro forma|hors taxes?|sans (?:la )?tva|detaxe\\w*)', 'confirm\\w+ (?:\\S+ ){0,3}(?:prix|quantites?|total|montant|taille|stock|disponibilites?|couleur|delais?|tarifs?|frais)',
].join('|')})(?= |$)`);
