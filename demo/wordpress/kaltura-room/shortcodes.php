<?php
/*
 * The shortcodes [kaltura_room id="1_abcd1234"] and [kaltura_room_creator], and the note that helps
 * the author of a page to correct them.
 */
declare(strict_types=1);

namespace KalturaRoom;

defined('ABSPATH') || exit;

/** Attributes of the shortcodes. `room-id` is the name in other documentation of the element. */
const SHORTCODES = [
    'kaltura_room' => ['id', 'room-id', 'label', 'loading'],
    'kaltura_room_creator' => ['share-url'],
];

/** Quotation marks that WordPress does not accept around a value: typographic ones and entities. */
const QUOTATION_MARK = '(?:[“”„‟″«»‘’‚‛′]|&(?:quot|[lr]aquo|[lrb]dquo|[lrs][bs]?quo'
    . '|#(?:34|821[6-9]|822[0-3]|824[23]));)';

add_action('init', function (): void {
    add_shortcode('kaltura_room', function ($attributes, $content, string $shortcode): string {
        [$values, $problem] = parse_attributes($attributes, $shortcode);
        $room_id = $values['id'] ?: $values['room-id'];
        unset($values['id'], $values['room-id']);
        return render_room($room_id, $values)
            . render_author_note($problem ?: find_room_id_problem($room_id));
    });
    add_shortcode('kaltura_room_creator', function ($attributes, $content, string $shortcode): string {
        [$values, $problem] = parse_attributes($attributes, $shortcode);
        return render_creator($values) . render_author_note($problem);
    });
});

// Word processors and some editors write quotation marks that WordPress does not accept.
add_filter('pre_do_shortcode_tag', function ($output, string $shortcode, $attributes, array $match) {
    if ($output !== false || !isset(SHORTCODES[$shortcode])) {
        return $output;
    }
    $value = '~=\s*' . QUOTATION_MARK . '([^"]{0,500}?)' . QUOTATION_MARK . '(?=\s|$)~u';
    $text = preg_replace($value, '="$1"', $match[3]);
    return $text === $match[3] ? $output : do_shortcode("[$shortcode$text]");
}, 10, 4);

/**
 * Parses the attributes of a shortcode. Without attributes, WordPress provides a string.
 * @return array{array<string, string>, string} the values, and a description of unknown attributes
 */
function parse_attributes(array|string $attributes, string $shortcode): array
{
    $attributes = is_array($attributes) ? $attributes : [];
    $names = SHORTCODES[$shortcode];
    $values = shortcode_atts(array_fill_keys($names, ''), $attributes, $shortcode);
    foreach (array_diff_key($attributes, array_flip($names)) as $name => $value) {
        // A value without a name has a number.
        $unknown = is_int($name) ? $value : $name;
        $problem = describe_problem('attributes', implode(' or ', $names), $unknown);
    }
    return [$values, $problem ?? ''];
}

/** Describes a malformed or missing room ID; '' if it is valid. */
function find_room_id_problem(string $room_id): string
{
    $is_valid = preg_match(ROOM_ID, trim($room_id)) === 1;
    return $is_valid ? '' : describe_problem('room ID', 'an ID such as 1_abcd1234', $room_id);
}

function describe_problem(string $subject, string $expected, string $value): string
{
    return "$subject must be $expected; got " . ($value === '' ? 'nothing' : "\"$value\"");
}

/** Shows a problem to users who can edit the post. */
function render_author_note(string $problem): string
{
    $post_id = (int) get_the_ID();
    if ($problem === '' || $post_id === 0 || !current_user_can('edit_post', $post_id)) {
        return '';
    }
    $note = esc_html("$problem. Only users who can edit this page see this note.");
    return "<p><strong>Kaltura room:</strong> $note</p>";
}
