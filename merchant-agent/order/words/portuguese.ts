/** @table of the Portuguese words of orders. */
import type { Lexicon } from '../lexicon.ts';
import { numberWords } from '../number-words.ts';

export const portuguese: Lexicon = {
  language: 'pt',
  numbers: numberWords('pt'),
  words: {
    article: 'um|uma',
    container: 'pacote|pacotes|saco|sacos|saqueta|saquetas|lata|latas|caixa|caixas|frasco|frascos|garrafa|garrafas|unidade|unidades|un|un.|peça|peças|pote|potes|embalagem|embalagens',
    and: 'e|mais|e também|assim como|&',
    each: 'cada|cada um|cada uma|de cada',
    filler: 'o|a|os|as|de|do|da|dos|das|para|em|no|na|por|com|me|nos|meu|minha|nosso|nossa|seu|sua|eu|nós|por favor|este|esta|seguinte|seguintes|hoje|também|só|apenas|artigo|produto|preço|pedido|encomenda|envio|morada|endereço|mãe|pai|esposa|marido|família|amigos|casa|escritório',
    order: 'queria|gostaria|gostaríamos|gostava|quero|queremos|desejo|desejamos|encomendar|pedir|comprar|enviar|enviem|enviem-me|envie|mandar|mandem|preciso|precisamos|levo|ter|receber|a minha encomenda|meu pedido',
    ask: 'pode enviar-me|podem enviar-me|poderiam enviar-me|pode me enviar|podem me enviar|poderia me enviar|posso encomendar|posso pedir',
    aside: 'olá|oi|bom dia|boa tarde|boa noite|prezado|prezada|prezados|caro|cara|caros|estimados|obrigado|obrigada|muito obrigado|muito obrigada|desde já obrigado|obrigado desde já|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|atenciosamente|abraço|um abraço|abraços|até breve|bom fim de semana|é tudo|só isso|desculpe|desculpem|perdão',
    chat: 'é|são|foi|muito|bom|boa|ótimo|ótima|lindo|espero|tudo|bem|sempre',
    opener: 'espero|esperamos|chamo-me|meu nome é|obrigado por|obrigado pelo',
    goods: 'chá|coisa|coisas|produtos|bule|chávena|xícara|tigela|livro',
    label: 'quantidade|qtd|qtd.|quant.',
    vague: 'alguns|algumas|uns|umas|um pouco de|um par de|um par|outro|outra|mais um|mais uma|cerca|aproximadamente|pelo menos|no máximo|metade|meio|dobro|caixote|kg',
    stop: 'não|sem|nem|nenhum|em vez|em vez de|antes|se|ou|talvez|mesmo|mesma|habitual|como sempre|como da última vez|trocar|mudar|cancelar|devolver|reembolso|partido|errado|falta|desconto|disponível|têm|tem|quanto|mas',
    correction: 'correção',
    total: 'no total|total|ao todo',
    past: 'da última vez|a semana passada|o mês passado',
    life: 'pessoas|anos|dias|semanas|meses|horas|filhos',
    paper: 'fatura|recibo|cartão',
    gift: 'presente|prenda',
    shipping: 'encomenda chegou|entrega|correio|estafeta',
    done: 'encomendei|comprei|recebi',
  },
};
