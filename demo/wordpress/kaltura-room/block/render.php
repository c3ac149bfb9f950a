<?php
/** @var array{roomId: string} $attributes */
defined('ABSPATH') || exit;

printf(
    '<div %s>%s%s</div>',
    get_block_wrapper_attributes(),
    KalturaRoom\render_room($attributes['roomId']),
    KalturaRoom\render_author_note(KalturaRoom\find_room_id_problem($attributes['roomId']))
);
