/** @table of the Italian words of orders. */
import type { Lexicon } from '../lexicon.ts';
import { numberWords } from '../number-words.ts';

export const italian: Lexicon = {
  language: 'it',
  numbers: numberWords('it'),
  words: {
    article: 'un|una|uno|un\'',
    container: 'busta|buste|bustina|bustine|sacchetto|sacchetti|scatola|scatole|barattolo|barattoli|lattina|lattine|confezione|confezioni|pacco|pacchi|pacchetto|pacchetti|pezzo|pezzi|pz|pz.|vasetto|vasetti|bottiglia|bottiglie',
    and: 'e|ed|più|e anche|&',
    each: 'ciascuno|ciascuna|di ciascuno|per ciascuno',
    filler: 'il|lo|la|i|gli|le|l\'|di|del|della|dei|delle|d\'|da|a|al|alla|in|per|con|mi|ci|vi|mio|mia|miei|nostro|nostra|vostro|vostra|suo|sua|io|noi|voi|per favore|cortesemente|questo|questa|seguente|seguenti|oggi|anche|solo|articolo|prodotto|prezzo|ordine|spedizione|indirizzo|madre|padre|moglie|marito|famiglia|amici|casa|ufficio',
    order: 'vorrei|vorremmo|desidero|desideriamo|ordinare|ordino|comprare|acquistare|inviare|inviatemi|mandatemi|spedire|speditemi|ho bisogno|abbiamo bisogno|prendo|il mio ordine|avere|inviarmi|spedirmi',
    ask: 'potrei avere|posso avere|potete inviarmi|potreste inviarmi|potete spedirmi|potreste spedirmi|posso ordinare|potrei ordinare|può inviarmi',
    aside: 'buongiorno|buonasera|salve|ciao|gentile|gentili|gentili signori|egregio|spettabile|grazie|grazie mille|molte grazie|grazie in anticipo|cordiali saluti|distinti saluti|saluti|un saluto|cordialmente|a presto|arrivederci|buona giornata|è tutto|nient\'altro|scusate|scusi',
    chat: 'è|sono|siamo|era|molto|buono|buona|ottimo|ottima|bello|bella|spero|tutto|bene|sempre',
    opener: 'spero|speriamo|mi chiamo|grazie per|complimenti',
    goods: 'tè|cosa|cose|prodotti|teiera|tazza|tazze|ciotola|frusta|libro',
    label: 'quantità|q.tà|qtà|numero di',
    vague: 'alcuni|alcune|qualche|un po\' di|un paio di|un paio|altro|altra|altri|ancora|circa|almeno|al massimo|abbastanza|metà|mezzo|doppio|cartone|kg',
    stop: 'non|no|senza|né|nessuno|invece|invece di|se|o|oppure|forse|stesso|stessa|solito|come al solito|come l\'ultima volta|cambiare|annullare|annullate|togliere|restituire|rimborso|rotto|sbagliato|manca|sconto|disponibile|disponibili|avete|quanto|ma|però',
    correction: 'correzione|errata|piuttosto',
    total: 'in totale|totale|somma',
    past: 'l\'ultima volta|la settimana scorsa|il mese scorso',
    life: 'persone|anni|giorni|settimane|mesi|ore|figli|bambini',
    paper: 'fattura|ricevuta|biglietto',
    gift: 'regalo|regali',
    shipping: 'pacco|spedizione|consegna|corriere',
    done: 'ho ordinato|ho ricevuto',
  },
};
