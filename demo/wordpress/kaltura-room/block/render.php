<?php
/** @var array{roomId: string} $attributes */
defined('ABSPATH') || exit;

printf('<div %s>%s</div>', get_block_wrapper_attributes(), KalturaRoom\render_room($attributes['roomId']));
