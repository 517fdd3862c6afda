/** Data: 256 short words of which suggested passwords are made, one byte each. */
export const SECRET_WORDS: readonly string[] = (
  'acorn alder almond amber anchor apple apricot apron arrow aspen atlas autumn badger bakery bamboo banjo barley basil basket beach beacon ' +
  'beaver beech bell berry birch bison blanket blossom bonnet border bottle boulder branch bread breeze brick bridge brook broom bucket butter ' +
  'button cabin cactus camel candle canoe canyon carbon carpet carrot castle cedar cellar cherry chess chestnut cider cinder circle citrus ' +
  'clover coast cobalt cocoa comet copper coral corner cotton crane cricket crow crystal curtain cypress daisy dawn delta desert diamond ' +
  'dolphin donkey dragon drum dune eagle echo elbow elm ember engine fable falcon feather fern ferry fiddle field finch flame flint flute ' +
  'forest fossil fountain fox frost galaxy garden garlic ginger glacier globe goose granite grape gravel guitar hammer harbor harvest hazel ' +
  'heron hill honey horizon horse ice indigo iris iron island ivory ivy jacket jasmine jelly jewel jungle juniper kettle kite kitten lagoon ' +
  'lake lantern lark laurel lava lemon lentil library lilac lily linen lion lizard lobster locket lotus lunar magnet mango maple marble market ' +
  'meadow melon mint mirror moon morning moss mountain mule mustard needle nest nickel north nutmeg oak oasis ocean olive onion opal orange ' +
  'orbit orchard orchid otter owl oyster paddle panda paper parrot pear pebble pencil pepper piano pigeon pillow pine planet plum pocket pond ' +
  'poppy prairie pumpkin quartz quill rabbit radish rain raven reef ribbon river robin rocket rose saddle saffron sail salmon sand satin shell ' +
  'silver sparrow spruce star stone summer sunset swan tiger timber topaz tulip turtle valley velvet violet walnut water willow window winter ' +
  'zebra'
).split(' ');
